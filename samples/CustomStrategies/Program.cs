// Two ideas of one's own, each a small class: negatives that are sometimes mirrored, and another measure of goodness.
//
//   dotnet run -c Release --project samples/CustomStrategies
#pragma warning disable MA0047, MA0048 // The whole sample stands in one file, to be read top to bottom.
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Evaluation;
using ForwardForward.Goodness;
using ForwardForward.Negatives;
using ForwardForward.Samples;
using ForwardForward.Samples.Results;
using ForwardForward.Training;
using static TorchSharp.torch;

SampleDefaults defaults = new()
{
    Study = "custom-strategies",
    Description = "Trains a network with a sampler and a goodness of its own, next to the default.",
    Presets = [Preset.Quick],
    Dataset = DatasetChoice.Synthetic,
    Epochs = (_, _) => 3,
};
return await new SampleCommand(defaults).RunAsync(args, async run =>
{
    using ImageDataset dataset = await run.OpenDatasetAsync();
    StudyRow[] rows =
    [
        Measure(run, dataset, "default", builder => builder),
        Measure(run, dataset, "own", builder => builder.WithNegatives(new MirroredSampler()).WithGoodness(new PowerGoodness(3))),
    ];
    run.Results.Save(run.CreateRecord(rows));
    StudyTable.Write(run.Console, rows);
});

static StudyRow Measure(SampleRun run, ImageDataset dataset, string name, Func<FFNetworkBuilder, FFNetworkBuilder> customise)
{
    List<double> accuracies = [];
    double seconds = 0;
    for (int seed = 0; seed < run.Options.Seeds; seed++)
    {
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(dataset.Shape).WithClasses(dataset.Classes).WithSeed(seed).WithDevice(run.Device);
        using FFNetwork network = customise(builder).AddDense(300).AddDense(300).Build();
        seconds += run.WithProgress($"{name}, seed {seed}", progress =>
            network.Fit(dataset.Train, new TrainingOptions { Epochs = run.Options.Epochs, Progress = progress }, run.Cancellation)).Seconds;
        accuracies.Add(network.Evaluate(dataset.Test).Accuracy);
    }
    return StudyRow.Create(name, "test_accuracy", accuracies, seconds);
}

/// <summary>A wrong label, and every fourth image mirrored as well.</summary>
internal sealed class MirroredSampler : INegativeSampler
{
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        (Tensor images, Tensor labels) = (positives.Images, positives.Labels);
        using Tensor offsets = randint(1, context.Classes, labels.shape, dtype: int64, generator: context.Generator).to(labels.device);
        using Tensor chances = rand([labels.shape[0], 1, 1, 1], generator: context.Generator).to(images.device);
        using Tensor isMirrored = chances < 0.25;
        using Tensor mirrored = images.flip(3);
        return new LabelledBatch(where(isMirrored, mirrored, images), (labels + offsets).remainder_(context.Classes));
    }
}

/// <summary>The mean of a sample's activations, each to the given power. Without a derivative of its own it trains by automatic differentiation.</summary>
internal sealed class PowerGoodness(double power) : IGoodness
{
    public Tensor Measure(Tensor activations) => activations.flatten(1).abs().pow(power).mean([1]);
}
