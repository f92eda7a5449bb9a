using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Plain;
using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Steps;

/// <summary>A step of the channel-wise competitive network in which all four blocks learn, and the same of modules and autograd.</summary>
internal static class CwcPair
{
    private const int Batches = 4;
    private const int Batch = 64;

    public static Pair Open()
    {
        FFNetwork network = RandomImages.Network()
            .WithOptimizer(new AdamOptions { LearningRate = 0.01 })
            .AddCwcBlock(20).AddCwcBlock(80, separator: true)
            .AddCwcBlock(240).AddCwcBlock(480, separator: true)
            .Build();
        PlainCwcBlock[] blocks =
            [new(1, 20, separator: false), new(20, 80, separator: true), new(80, 240, separator: false), new(240, 480, separator: true)];
        LabelledImages images = RandomImages.Create(Batches * Batch);
        TrainingOptions options = new() { Epochs = 1, BatchSize = Batch };
        return Pair.OfSteps(Batches, () => network.Fit(images, options), () => LearnEpoch(blocks, images), [network, images, .. blocks]);
    }

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
