using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Memory;

/// <summary>The peak memory of training <see cref="DeepNetwork"/> and its backprop twin, each in a process of its own.</summary>
internal static class MemoryPair
{
    public static Pair Open(bool quick) => new(_ => Measure(MemorySide.ForwardForward), _ => Measure(MemorySide.Backprop))
    {
        Unit = "MiB",
        Rounds = quick ? 1 : 3,
    };

    private static Reading Measure(MemorySide side) => new(MemoryChild.Run(side));
}
