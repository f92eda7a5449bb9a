using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Plain;
using ForwardForward.Data;
using ForwardForward.Experiments;
using TorchSharp;

namespace ForwardForward.Benchmarks.Memory;

/// <summary>A network of 40 dense layers of 1,000 units, or the same by backpropagation, and the memory that its training needs.</summary>
/// <remarks>
/// A first run makes parameters and optimizer states, and whatever a process makes once. The peak of a second run counts from the level
/// between the two: it is what training holds at a time beyond parameters and optimizer states, that is batches, activations and gradients.
/// </remarks>
internal static class DeepNetwork
{
    private const int Depth = 40;
    private const int Width = 1_000;
    private const int Batch = 512;
    private const int MicroBatch = 64;
    private const int Batches = 3;

    /// <exception cref="CannotMeasureException">The system does not tell a process its peak.</exception>
    public static double MeasurePeak(MemorySide side)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using LabelledImages images = RandomImages.Create(Batches * Batch);
        if (side == MemorySide.Accumulation)
        {
            using PlainBackprop plain = new(RandomImages.Pixels, Width, Depth, RandomImages.Classes);
            torch.Tensor flat = images.Images.flatten(1);
            return PeakOfSecond(() => plain.LearnEpoch(flat, images.Labels, Batch, MicroBatch));
        }
        using FFNetwork network = Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = Batch };
        if (side == MemorySide.ForwardForward)
            return PeakOfSecond(() => network.Fit(images, options));
        // The twin's Fit makes an optimizer, where layers keep theirs; one trainer keeps one for both runs.
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        using BackpropTrainer trainer = new(twin, images, options);
        return PeakOfSecond(() => trainer.Run());
    }

    private static FFNetwork Build()
    {
        FFNetworkBuilder builder = RandomImages.Network();
        for (int layer = 0; layer < Depth; layer++)
            builder.AddDense(Width);
        return builder.Build();
    }

    private static double PeakOfSecond(Action run)
    {
        run();
        GC.Collect();
        ResidentMemory.ResetPeak();
        double before = ResidentMemory.MiB;
        run();
        return ResidentMemory.PeakMiB - before;
    }
}
