using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>One seed, four independent generators: changing how many numbers one purpose draws leaves the others as they were.</summary>
internal sealed class RandomStreams(long seed) : IDisposable
{
    public Generator Initialisation { get; } = Derive(seed, 1);

    public Generator Shuffling { get; } = Derive(seed, 2);

    public Generator Sampling { get; } = Derive(seed, 3);

    /// <summary>For dropout and the jitter of images.</summary>
    public Generator Augmenting { get; } = Derive(seed, 4);

    private IEnumerable<(string Name, Generator Generator)> All =>
        [("initialisation", Initialisation), ("shuffling", Shuffling), ("sampling", Sampling), ("augmentation", Augmenting)];

    /// <summary>A copy of every generator's state by name, such as "generator.shuffling"; the caller disposes them.</summary>
    public IReadOnlyList<NamedTensor> CopyStates() =>
        [.. All.Select(stream => new NamedTensor($"generator.{stream.Name}", stream.Generator.get_state()))];

    /// <summary>Goes on from states that <see cref="CopyStates"/> gave, in its order.</summary>
    public void Restore(IReadOnlyList<NamedTensor> states)
    {
        foreach (((_, Generator generator), (_, Tensor state)) in All.Zip(states))
            generator.set_state(state);
    }

    public void Dispose()
    {
        foreach ((_, Generator generator) in All)
            generator.Dispose();
    }

    private static Generator Derive(long seed, long stream) => new(SplitMix64.Fork(seed, stream).NextBits());
}
