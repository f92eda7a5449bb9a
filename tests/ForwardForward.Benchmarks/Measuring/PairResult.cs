namespace ForwardForward.Benchmarks.Measuring;

/// <summary>The outcome of a pair.</summary>
/// <param name="Id">The benchmark's.</param>
/// <param name="Target">The largest ratio that is good enough.</param>
/// <param name="Unit">What the values of both sides are in.</param>
/// <param name="Ours">This library.</param>
/// <param name="Other">What it is compared with.</param>
/// <param name="Fault">Why the two sides did not do the same, or null where they did.</param>
internal sealed record PairResult(string Id, double Target, string Unit, Side Ours, Side Other, string? Fault)
{
    private const double WidestSpread = 0.10;

    public double Ratio => Ours.Median / Other.Median;

    public bool Met => Ratio <= Target && Fault is null;

    public double Spread => Math.Max(Ours.Spread, Other.Spread);

    public bool TooNoisy => Spread > WidestSpread;

    public override string ToString() => string.Join(" - ", Remarks());

    private IEnumerable<string> Remarks()
    {
        yield return FormattableString.Invariant(
            $"ratio {Id} {Ratio:0.000#} target {Target:0.00#} ({Ours.Median:F3} {Unit} / {Other.Median:F3} {Unit})");
        if (TooNoisy)
            yield return FormattableString.Invariant($"a spread of {100 * Spread:F0} % is too wide to judge: let nothing else run");
        if (Fault is not null)
            yield return Fault;
    }
}
