namespace ForwardForward.Benchmarks.Measuring;

/// <summary>The outcome of a pair.</summary>
internal sealed record PairResult
{
    private const double WidestSpread = 0.10;

    /// <summary>The benchmark's.</summary>
    public required string Id { get; init; }

    /// <summary>The largest ratio that is good enough; null where none is set.</summary>
    public double? Target { get; init; }

    /// <summary>The largest value of this library that is good enough; null where none is set.</summary>
    public double? Limit { get; init; }

    /// <summary>What the values of both sides are in.</summary>
    public required string Unit { get; init; }

    /// <summary>This library.</summary>
    public required Side Ours { get; init; }

    /// <summary>What it is compared with.</summary>
    public required Side Other { get; init; }

    /// <summary>
    /// The quartiles of what each round gives, one side over the other: what changes the machine's pace for both is not in it.
    /// </summary>
    public Quartiles? Ratios { get; init; }

    /// <summary>How many threads an operation had.</summary>
    public int Threads { get; init; }

    /// <summary>How many cores the process had.</summary>
    public int Cores { get; init; }

    /// <summary>Who multiplied large matrices for this library; for the other side libtorch's choice does, always.</summary>
    public string Products { get; init; } = string.Empty;

    /// <summary>Why the two sides did not do the same, or null where they did.</summary>
    public string? Fault { get; init; }

    public double Ratio => Ours.Median / Other.Median;

    /// <summary>Whether the targets are met; null where none is set.</summary>
    public bool? Met => Target is null && Limit is null ? null : !(Ratio > Target) && !(Ours.Median > Limit) && Fault is null;

    public double Spread => Math.Max(Ours.Spread, Other.Spread);

    public bool TooNoisy => Spread > WidestSpread;

    /// <summary>The same measured with libtorch's products on both sides; null where the products are not what it is about.</summary>
    public PairResult? SameProducts { get; init; }

    /// <summary>What is good enough; null where nothing is set.</summary>
    public string? TargetText => (Target, Limit) switch
    {
        ({ } ratio, { } limit) => FormattableString.Invariant($"{ratio:0.00#} and {limit:0.0##} {Unit}"),
        ({ } ratio, null) => FormattableString.Invariant($"{ratio:0.00#}"),
        (null, { } limit) => FormattableString.Invariant($"{limit:0.0##} {Unit}"),
        _ => null,
    };

    public override string ToString() => string.Join(
        " - ",
        [
            $"ratio {Id} {Figures()}{(SameProducts is { } same ? $"; with the same products {same.Figures()}" : string.Empty)}",
            .. Remarks(),
            .. SameProducts?.Remarks().Select(remark => $"with the same products {remark}") ?? [],
        ]);

    /// <summary>What speaks against the ratio.</summary>
    public IEnumerable<string> Remarks()
    {
        if (TooNoisy)
            yield return FormattableString.Invariant($"a spread of {100 * Spread:F0} % is too wide to judge");
        if (Fault is not null)
            yield return Fault;
    }

    private string Figures() => FormattableString.Invariant(
        $"{Ratio:0.000#} target {TargetText ?? "none"} ({Ours.Median:F3} {Unit} / {Other.Median:F3} {Unit})");
}
