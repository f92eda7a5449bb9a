using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Plain;
using ForwardForward.Data;
using ForwardForward.Experiments;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Steps;

/// <summary>A step of the channel-wise competitive network in which all four blocks learn.</summary>
internal static class CwcPairs
{
    private const int Batches = 4;
    private const int Batch = 64;

    private static readonly TrainingOptions Options = new() { Epochs = 1, BatchSize = Batch };

    /// <summary>And one of its backprop twin, both by <c>Fit</c>.</summary>
    public static Pair AgainstBackprop()
    {
        FFNetwork network = Build();
        BackpropTwin twin = BackpropTwin.Create(network.Definition);
        LabelledImages images = RandomImages.Create(Batches * Batch);
        return Pair.OfSteps(Batches, () => network.Fit(images, Options), () => twin.Fit(images, Options), network, twin, images);
    }

    /// <summary>And the same of modules and autograd.</summary>
    public static Pair AgainstPlain()
    {
        FFNetwork network = Build();
        PlainCwcBlock[] blocks =
            [new(1, 20, separator: false), new(20, 80, separator: true), new(80, 240, separator: false), new(240, 480, separator: true)];
        LabelledImages images = RandomImages.Create(Batches * Batch);
        return Pair.OfSteps(Batches, () => network.Fit(images, Options), () => LearnEpoch(blocks, images), [network, images, .. blocks]);
    }

    private static FFNetwork Build() => RandomImages.Network()
        .WithOptimizer(new AdamOptions { LearningRate = 0.01 })
        .AddCwcBlock(20).AddCwcBlock(80, separator: true)
        .AddCwcBlock(240).AddCwcBlock(480, separator: true)
        .Build();

    private static void LearnEpoch(PlainCwcBlock[] blocks, LabelledImages images)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor rows in randperm(images.Count, int64).split(Batch))
        {
            using DisposeScope ofBatch = NewDisposeScope();
            Tensor activations = images.Images.index_select(0, rows), labels = images.Labels.index_select(0, rows);
            foreach (PlainCwcBlock block in blocks)
                activations = block.Learn(activations, labels);
        }
    }
}
