namespace ForwardForward.Experiments;

/// <summary>How far values lie from those of a baseline, seed by seed, and how certain that is.</summary>
/// <remarks>
/// The effect of a seed on both cancels in their difference, so a few seeds say more than two means side by side. The interval is
/// Student's with n − 1 degrees of freedom: it covers the true mean difference with the probability <see cref="Level"/> where the
/// differences are normally distributed. Immutable.
/// </remarks>
public sealed class PairedDifference
{
    /// <summary>Compares values with a baseline's.</summary>
    /// <param name="values">The values, one a seed, at least one.</param>
    /// <param name="baseline">The baseline's values, of the same seeds in the same order.</param>
    /// <param name="level">The interval's level, above 0 and below 1. <value>Default: 0.95.</value></param>
    /// <exception cref="ArgumentException">No values, or not as many as the baseline's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A difference is not from -1e150 to 1e150, or the level out of its range.</exception>
    public PairedDifference(IReadOnlyList<double> values, IReadOnlyList<double> baseline, double level = 0.95)
        : this(Subtract(values, baseline), level)
    {
    }

    internal PairedDifference(double mean, double? standardDeviation, int count, double level)
    {
        Mean = mean;
        StandardDeviation = standardDeviation;
        Count = count;
        Level = level is > 0 and < 1
            ? level
            : throw new ArgumentOutOfRangeException(nameof(level), level, "The level must be above 0 and below 1, such as 0.95.");
        if (standardDeviation is not { } deviation)
            return;
        double reach = StudentT.TwoSidedQuantile(level, count - 1) * deviation / Math.Sqrt(count);
        Low = mean - reach;
        High = mean + reach;
    }

    private PairedDifference(SampleSummary differences, double level)
        : this(differences.Mean, differences.StandardDeviation, differences.Count, level)
    {
    }

    /// <summary>The mean of the differences, value minus baseline.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation (n − 1) of the differences; null for a single one.</summary>
    public double? StandardDeviation { get; }

    /// <summary>The number of pairs, n.</summary>
    public int Count { get; }

    /// <summary>The level of the confidence interval, above 0 and below 1.</summary>
    public double Level { get; }

    /// <summary>The lower end of the confidence interval; null for a single pair, which does not show how far another would be.</summary>
    public double? Low { get; }

    /// <summary>The upper end of the confidence interval; null for a single pair.</summary>
    public double? High { get; }

    /// <summary>The difference as a sentence.</summary>
    /// <returns>Such as "-0.012 on average over 3 seeds, -0.0145 to -0.0095 with 95 % confidence: beyond chance."</returns>
    public override string ToString() => this is { Low: { } low, High: { } high }
        ? FormattableString.Invariant($"{Mean:G4} on average over {Count} seeds, {low:G4} to {high:G4} ")
            + FormattableString.Invariant($"with {100 * Level:G4} % confidence: ")
            + (low > 0 || high < 0 ? "beyond chance." : "may be chance.")
        : FormattableString.Invariant($"{Mean:G4} with one seed: chance is not known.");

    private static SampleSummary Subtract(IReadOnlyList<double> values, IReadOnlyList<double> baseline)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(baseline);
        if (values.Count != baseline.Count)
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"There are {values.Count} values and {baseline.Count} of the baseline: run both with the same seeds."),
                nameof(baseline));
        return new SampleSummary([.. values.Zip(baseline, (value, other) => value - other)]);
    }
}
