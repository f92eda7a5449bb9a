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

    // SplitMix64 (Steele, Lea and Flood 2014): neighbouring seeds and streams become unrelated numbers.
    private static Generator Derive(long seed, ulong stream)
    {
        ulong mixed = unchecked((ulong)seed + (stream * 0x9E3779B97F4A7C15UL));
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return new Generator(mixed ^ (mixed >> 31));
    }
}
