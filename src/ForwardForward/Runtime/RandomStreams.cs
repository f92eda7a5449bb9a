using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>One seed, four independent generators: changing how many numbers one purpose draws leaves the others as they were.</summary>
internal sealed class RandomStreams(long seed) : IDisposable
{
    public Generator Initialisation { get; } = Derive(seed, 1);

    public Generator Shuffling { get; } = Derive(seed, 2);

    public Generator Sampling { get; } = Derive(seed, 3);

    /// <summary>For dropout and the jitter of images.</summary>
    public Generator Augmentation { get; } = Derive(seed, 4);

    public void Dispose()
    {
        Initialisation.Dispose();
        Shuffling.Dispose();
        Sampling.Dispose();
        Augmentation.Dispose();
    }

    private static Generator Derive(long seed, long stream) => new(SplitMix64.Fork(seed, stream).NextBits());
}
