using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>
/// Makes trials of backprop twins: the layers of a network, built with a seed, trained by backpropagation, then measured.
/// </summary>
public static class BackpropTrial
{
    /// <summary>Makes the trial of a network's twin.</summary>
    /// <param name="builder">The network, complete but for its seed.</param>
    /// <param name="dataset">Its training and test images and, where there are some, its validation images.</param>
    /// <param name="training">How to train it. Where it names no images to watch, the validation images are watched.</param>
    /// <param name="measures">What to measure besides accuracies.</param>
    /// <returns>The trial. Its settings are those of <see cref="NetworkTrial"/>, and that it is a twin.</returns>
    public static StudyTrial Create(
        FFNetworkBuilder builder, ImageDataset dataset, TrainingOptions training, params BackpropMeasure[] measures) =>
        Create(builder, dataset, training, deepSupervision: false, measures);

    /// <summary>Makes the trial of a network's twin in which every layer has a readout, as local layers have.</summary>
    /// <param name="builder">As for <see cref="Create(FFNetworkBuilder, ImageDataset, TrainingOptions, BackpropMeasure[])"/>.</param>
    /// <param name="dataset">Likewise.</param>
    /// <param name="training">Likewise.</param>
    /// <param name="measures">Likewise.</param>
    /// <returns>The trial.</returns>
    public static StudyTrial CreateWithDeepSupervision(
        FFNetworkBuilder builder, ImageDataset dataset, TrainingOptions training, params BackpropMeasure[] measures) =>
        Create(builder, dataset, training, deepSupervision: true, measures);

    private static StudyTrial Create(
        FFNetworkBuilder builder, ImageDataset dataset, TrainingOptions training, bool deepSupervision, BackpropMeasure[] measures)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(training);
        ArgumentNullException.ThrowIfNull(measures);
        training = training with { Validation = training.Validation ?? dataset.Validation };
        JsonObject settings = NetworkTrial.Describe(
            builder, dataset, training, measures.Select(measure => (measure.Metric, measure.Description)));
        settings["baseline"] = "backpropagation";
        if (deepSupervision)
            settings["deep_supervision"] = true;
        return new StudyTrial(settings, Measure) { BeginTiming = BeginTiming };

        StudyMeasurement Measure(TrialContext context)
        {
            using FFNetwork network = builder.WithSeed(context.Seed).Build();
            using BackpropTwin twin = BackpropTwin.Create(network.Definition, device: network.Device, deepSupervision: deepSupervision);
            TrainingResult result = twin.Fit(dataset.Train, context.Follow(training));
            return NetworkTrial.Measure(
                dataset,
                result,
                data => twin.MeasureAccuracy(data, context.Evaluation),
                measures.Select(measure => (measure.Metric, measure.Measure(twin, context))));
        }

        TimedTraining BeginTiming(long seed)
        {
            using FFNetwork network = builder.WithSeed(seed).Build();
            BackpropTwin twin = BackpropTwin.Create(network.Definition, device: network.Device, deepSupervision: deepSupervision);
            return new TimedTraining(twin, twin.Fit, dataset.Train, training);
        }
    }
}
