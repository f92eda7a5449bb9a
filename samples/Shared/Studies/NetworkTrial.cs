using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Data;

namespace ForwardForward.Samples;

/// <summary>Makes trials of networks: built and trained with a seed, then measured.</summary>
public static class NetworkTrial
{
    /// <summary>The metric that every network has: its accuracy on the test images.</summary>
    public const string TestAccuracy = "test_accuracy";

    /// <summary>The metric that choices are made by: the accuracy on the images put aside.</summary>
    public const string ValidationAccuracy = "validation_accuracy";

    /// <summary>Makes the trial of a network.</summary>
    /// <param name="builder">The network, complete but for its seed.</param>
    /// <param name="dataset">Its training and test images and, where there are some, its validation images.</param>
    /// <param name="training">
    /// How to train it; null to leave it untrained. Where it names no images to watch, the validation images are watched.
    /// </param>
    /// <param name="measures">What to measure besides accuracies.</param>
    /// <returns>The trial. Its settings are the network's definition, the training options, and what is measured on what.</returns>
    public static StudyTrial Create(
        FFNetworkBuilder builder, ImageDataset dataset, TrainingOptions? training, params NetworkMeasure[] measures)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(measures);
        training = training is null ? null : training with { Validation = training.Validation ?? dataset.Validation };
        JsonObject settings = Describe(builder, dataset, training, measures.Select(measure => (measure.Metric, measure.Description)));
        return new StudyTrial(settings, context =>
        {
            using FFNetwork network = builder.WithSeed(context.Seed).Build();
            TrainingResult? result = training is null ? null : network.Fit(dataset.Train, context.Follow(training));
            return Measure(
                dataset,
                result,
                data => network.MeasureAccuracy(data, context.Evaluation),
                measures.Select(measure => (measure.Metric, measure.Measure(network, context))));
        })
        {
            BeginTiming = training is null ? null : BeginTiming,
        };

        TimedTraining BeginTiming(long seed)
        {
            FFNetwork network = builder.WithSeed(seed).Build();
            return new TimedTraining(network, network.Fit, dataset.Train, training);
        }
    }

    /// <summary>A dataset as a part of a trial's settings.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <returns>Its name, its sizes, and how its pixels were scaled.</returns>
    public static JsonObject Describe(ImageDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return new JsonObject
        {
            ["name"] = dataset.Name,
            ["train"] = dataset.Train.Count,
            ["validation"] = dataset.Validation?.Count,
            ["test"] = dataset.Test.Count,
            ["pixel_mean"] = dataset.Standardisation?.Means[0],
            ["pixel_deviation"] = dataset.Standardisation?.Deviations[0],
        };
    }

    /// <summary>The settings of a trial.</summary>
    internal static JsonObject Describe(
        FFNetworkBuilder builder, ImageDataset dataset, TrainingOptions? training,
        IEnumerable<(string Metric, string Description)> measures)
    {
        using FFNetwork example = builder.Build();
        JsonObject definition = JsonNode.Parse(example.Definition.ToJson())!.AsObject();
        definition.Remove("seed");
        return new JsonObject
        {
            ["training"] = training is null ? null : Describe(training, example.Layers.Count),
            ["dataset"] = Describe(dataset),
            ["measures"] = new JsonObject(measures.Select(measure => KeyValuePair.Create(measure.Metric, (JsonNode?)measure.Description))),
            ["network"] = definition,
        };
    }

    /// <summary>Measures what was trained: its accuracies, and then the rest.</summary>
    internal static StudyMeasurement Measure(
        ImageDataset dataset, TrainingResult? result, Func<LabelledImages, double> accuracy,
        IEnumerable<(string Metric, double Value)> rest)
    {
        Dictionary<string, double> values = new(StringComparer.Ordinal) { [TestAccuracy] = accuracy(dataset.Test) };
        if (dataset.Validation is { } validation)
            values.Add(ValidationAccuracy, accuracy(validation));
        foreach ((string metric, double value) in rest)
            values.Add(metric, value);
        double[] curve = [.. (result?.History ?? []).Select(epoch => epoch.ValidationAccuracy).OfType<double>()];
        return new StudyMeasurement(values, curve, result?.Seconds ?? 0);
    }

    private static JsonObject Describe(TrainingOptions training, int layers)
    {
        int passes = training.Schedule.CountEpochs(training.Epochs, layers);
        int EpochsOf(int layer) =>
            Enumerable.Range(0, passes).Count(epoch => training.Schedule.Learns(layer, epoch, training.Epochs, layers));
        JsonObject described = new()
        {
            ["epochs"] = training.Epochs,
            ["batch"] = training.BatchSize,
            ["schedule"] = training.Schedule.GetType().Name,
            ["epochs_of_layers"] = new JsonArray([.. Enumerable.Range(0, layers).Select(layer => JsonValue.Create(EpochsOf(layer)))]),
            ["negatives"] = ChoiceName.Of(training.Negatives),
            ["corrupt_positives"] = training.CorruptPositives,
            ["jitter"] = training.Jitter,
            ["pass_on_updated_activations"] = training.PassOnUpdatedActivations,
            ["watched"] = training.Validation?.Count,
        };
        if (training.Augmentation != Augmentation.None)
            described["augmentation"] = JsonSerializer.SerializeToNode(training.Augmentation);
        return described;
    }
}
