using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Benchmarks.Steps;

/// <summary>
/// A training step of a network and of its backprop twin, both by <c>Fit</c>: with the fused optimizer, and with all that a
/// user pays for, such as the choice of images, negatives and embedding. An epoch is long enough that what <c>Fit</c> does once,
/// the twin's optimizer above all, is little.
/// </summary>
internal static class BackpropPairs
{
    private const int Batch = 128;

    public static Pair Overlay() => Open(RandomImages.Network().AddDense(500).AddDense(500), batches: 50);

    public static Pair Projection() => Open(RandomImages.Network().AddProjection(500).AddProjection(500), batches: 50);

    public static Pair Convolution() =>
        Open(RandomImages.Network().AddConvolutionProjection(32, kernel: 5).AddConvolutionProjection(64), batches: 8);

    private static Pair Open(FFNetworkBuilder builder, int batches)
    {
        FFNetwork network = builder.Build();
        BackpropTwin twin = BackpropTwin.Create(network.Definition);
        LabelledImages images = RandomImages.Create(batches * Batch);
        TrainingOptions options = new() { Epochs = 1, BatchSize = Batch };
        return Pair.OfSteps(batches, () => network.Fit(images, options), () => twin.Fit(images, options), network, twin, images);
    }
}
