namespace ForwardForward.Benchmarks.Measuring;

/// <summary>Two ways of doing the same, set up and ready to be measured in turn.</summary>
/// <param name="ours">One round of this library, given the round's number.</param>
/// <param name="other">One round of what it is compared with.</param>
/// <param name="owned">
/// What the rounds need, disposed with the pair. Tensors need no mention: they live in the dispose scope of the measurement.
/// </param>
internal sealed class Pair(Func<int, Reading> ours, Func<int, Reading> other, params IReadOnlyList<IDisposable> owned) : IDisposable
{
    public Func<int, Reading> Ours { get; } = ours;

    public Func<int, Reading> Other { get; } = other;

    /// <summary>What the values are in.</summary>
    public string Unit { get; init; } = "ms";

    /// <summary>How many rounds; null for as many as the time allows, after one to warm up.</summary>
    public int? Rounds { get; init; }

    /// <summary>After the rounds: why the two sides did not do the same, or null where they did.</summary>
    public Func<string?> FindFault { get; init; } = () => null;

    /// <summary>A pair whose rounds are a number of steps each, in milliseconds a step.</summary>
    public static Pair OfSteps(int steps, Action ours, Action other, params IReadOnlyList<IDisposable> owned) =>
        new(_ => new Reading(Timing.Milliseconds(ours) / steps), _ => new Reading(Timing.Milliseconds(other) / steps), owned);

    public void Dispose()
    {
        foreach (IDisposable part in owned)
            part.Dispose();
    }
}
