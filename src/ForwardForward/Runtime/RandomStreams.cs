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
    /// <exception cref="InvalidDataException">One of them is no state of a generator; all generators are as they were.</exception>
    public void Restore(IReadOnlyList<NamedTensor> states)
    {
        foreach ((string name, Tensor state) in states)
            if (GeneratorState.FindProblem(state) is { } problem)
                throw new InvalidDataException($"The state \"{name}\" {problem}.");
#pragma warning disable RS0030 // Banned elsewhere: here the states are checked.
        foreach (((_, Generator generator), (_, Tensor state)) in All.Zip(states))
            generator.set_state(state);
#pragma warning restore RS0030
    }

    public void Dispose()
    {
        foreach ((_, Generator generator) in All)
            generator.Dispose();
    }

    private static Generator Derive(long seed, long stream) => new(SplitMix64.Fork(seed, stream).NextBits());
}
