// How do you try an idea of your own? Write a small class. This sample has two: a sampler that mirrors some of the negatives (the
// examples that a layer learns to respond to weakly), and another goodness (the measure of how strongly a layer responds).
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

/// <summary>Negatives with a wrong label; about every fourth image is mirrored too.</summary>
internal sealed class MirroredSampler : INegativeSampler
{
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        using Tensor chances = rand([positives.Images.shape[0], 1, 1, 1], generator: context.Generator).to(positives.Images.device);
        using Tensor isMirrored = chances < 0.25, mirrored = positives.Images.flip(3);
        return new WrongLabelSampler().Sample(positives, context) with { Images = where(isMirrored, mirrored, positives.Images) };
    }
}

/// <summary>The mean of an image's activations, each raised to a power.</summary>
/// <remarks>It states no derivative, so the library differentiates it automatically.</remarks>
internal sealed class PowerGoodness(double power) : IGoodness
{
    /// <summary>The power. A saved network has every setting that is a property with the name of a parameter.</summary>
    public double Power => power;

    public Tensor Measure(Tensor activations) => activations.flatten(1).abs().pow(Power).mean([1]);
}
