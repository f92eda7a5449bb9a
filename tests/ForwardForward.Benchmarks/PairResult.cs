namespace ForwardForward.Benchmarks;

/// <summary>The outcome of a pair: medians in milliseconds a step, and how far the quartiles lie apart, relative to the median.</summary>
internal sealed record PairResult(string Id, double Target, double Ratio, double OursMilliseconds, double OtherMilliseconds, double Spread)
{
    private const double WidestSpread = 0.25;

    public bool TooNoisy => Spread > WidestSpread;

    public override string ToString() =>
        FormattableString.Invariant($"ratio {Id} {Ratio:F3} target {Target:F2} ({OursMilliseconds:F3} ms / {OtherMilliseconds:F3} ms)")
        + (TooNoisy ? FormattableString.Invariant($" - spread {Spread:P0}: the machine is too busy to judge") : string.Empty);
}
