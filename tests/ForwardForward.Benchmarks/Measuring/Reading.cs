namespace ForwardForward.Benchmarks.Measuring;

/// <summary>What one round of a side gave.</summary>
/// <param name="Value">The time or memory, in the unit of the pair.</param>
internal sealed record Reading(double Value)
{
    /// <summary>Times of equal work within the round, which tell how steady the machine is. By default the value itself.</summary>
    public IReadOnlyList<double> EqualWork { get; init; } = [Value];
}
