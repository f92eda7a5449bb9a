using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Memory;

/// <summary>The peak memory of training <see cref="DeepNetwork"/> and the same by backpropagation, each in a process of its own.</summary>
/// <remarks>
/// Backpropagation needs less memory with gradient accumulation, which has a pair of its own. Recomputing activations on the way back
/// (activation checkpointing) would be the other way, but TorchSharp has no counterpart of <c>torch.utils.checkpoint</c>.
/// </remarks>
internal static class MemoryPairs
{
    public static Pair AgainstBackprop(bool quick) => Open(MemorySide.Backprop, quick);

    public static Pair AgainstAccumulation(bool quick) => Open(MemorySide.Accumulation, quick);

    private static Pair Open(MemorySide other, bool quick) => new(_ => Measure(MemorySide.ForwardForward), _ => Measure(other))
    {
        Unit = "MiB",
        Rounds = quick ? 1 : 3,
    };

    private static Reading Measure(MemorySide side) => new(MemoryChild.Run(side));
}
