using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>One seed, three independent generators: changing how many numbers one purpose draws leaves the others as they were.</summary>
internal sealed class RandomStreams(long seed) : IDisposable
{
    public Generator Initialisation { get; } = Derive(seed, 1);

    public Generator Shuffling { get; } = Derive(seed, 2);

    public Generator Sampling { get; } = Derive(seed, 3);

    public void Dispose()
    {
        Initialisation.Dispose();
        Shuffling.Dispose();
        Sampling.Dispose();
    }

    private static Generator Derive(long seed, long stream) => new(SplitMix64.Fork(seed, stream).NextBits());
}
