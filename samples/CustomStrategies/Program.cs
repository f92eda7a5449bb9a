// Two ideas of one's own, each a small class: negatives that are sometimes mirrored, and another measure of goodness.
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Samples;
using static TorchSharp.torch;

return await new SampleCommand(new SampleDefaults
{
    Study = "custom-strategies",
    Description = "Trains a network with a sampler and a goodness of its own, next to the default.",
    Presets = [Preset.Quick],
    Dataset = DatasetChoice.Synthetic,
    Epochs = (_, _) => 3,
}).RunAsync(args, async run =>
{
    using ImageDataset dataset = await run.OpenDatasetAsync();
    StudyRow usual = Measure(run, dataset, "default", new FFNetworkBuilder());
    StudyRow own = Measure(
        run, dataset, "own", new FFNetworkBuilder().WithNegatives(new MirroredSampler()).WithGoodness(new PowerGoodness(3)));
    run.Results.Save(run.CreateRecord([usual, own]));
    StudyTable.Write(run.Console, [usual, own]);
});

static StudyRow Measure(SampleRun run, ImageDataset dataset, string name, FFNetworkBuilder builder)
{
    builder.WithDataset(dataset).WithDevice(run.Device).AddDense(300).AddDense(300);
    IReadOnlyList<double> accuracies = Repetition.Run(
        seed =>
        {
            using FFNetwork network = builder.WithSeed(seed).Build();
            TrainingOptions training = new() { Epochs = run.Options.Epochs, Cancellation = run.Cancellation };
            run.WithProgress($"{name}, seed {seed}", progress => network.Fit(dataset.Train, training with { Progress = progress }));
            return network.MeasureAccuracy(dataset.Test, new EvaluationOptions { Cancellation = run.Cancellation });
        },
        run.Repetition);
    return new StudyRow(name, "test_accuracy", accuracies);
}

/// <summary>A wrong label, and about every fourth image mirrored as well.</summary>
internal sealed class MirroredSampler : INegativeSampler
{
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        using Tensor chances = rand([positives.Images.shape[0], 1, 1, 1], generator: context.Generator).to(positives.Images.device);
        using Tensor isMirrored = chances < 0.25, mirrored = positives.Images.flip(3);
        return new WrongLabelSampler().Sample(positives, context) with { Images = where(isMirrored, mirrored, positives.Images) };
    }
}

/// <summary>
/// The mean of a sample's activations, each to the given power. Without a derivative of its own it trains by automatic differentiation.
/// </summary>
internal sealed class PowerGoodness(double power) : IGoodness
{
    /// <summary>The power: a setting that a saved network has stands in a property of the parameter's name.</summary>
    public double Power => power;

    public Tensor Measure(Tensor activations) => activations.flatten(1).abs().pow(Power).mean([1]);
}
