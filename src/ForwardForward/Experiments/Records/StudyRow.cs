using System.Globalization;
using System.Text.Json.Nodes;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>One measured quantity of a study, over its seeds.</summary>
/// <remarks>Immutable.</remarks>
public sealed class StudyRow
{
    private readonly SampleSummary _summary;

    /// <summary>Makes a row and computes its mean and deviation.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="metric">The measure.</param>
    /// <param name="values">
    /// The value of each seed, at least one, each from -1e150 to 1e150; from 0 to 1 where the metric ends in <c>accuracy</c>.
    /// </param>
    /// <param name="seconds">The training time of all seeds together, at least 0. <value>Default: 0.</value></param>
    /// <param name="claimed">The value that is claimed, in the same range, or null.</param>
    /// <param name="settings">The settings; null for none.</param>
    /// <param name="seeds">
    /// The seed of each value, no two the same; null where values of rows that are compared stand in the same order.
    /// </param>
    /// <exception cref="ArgumentException">No values; or other seeds than one for each.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public StudyRow(
        string name, string metric, IReadOnlyList<double> values, double seconds = 0, double? claimed = null, JsonObject? settings = null,
        IReadOnlyList<long>? seeds = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException($"The row '{name}' has no values: there is no mean to take.", nameof(values));
        if (seeds is not null && (seeds.Count != values.Count || seeds.Distinct().Count() < seeds.Count))
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"The row '{name}' has {values.Count} values and the seeds {string.Join(", ", seeds)}. Give each value its own."),
                nameof(seeds));
        foreach (double value in values)
            Check(metric, value, nameof(values));
        Name = name;
        Metric = metric;
        _summary = new SampleSummary(values);
        Seconds = Require.NotNegative(seconds, nameof(seconds));
        Claimed = claimed is { } claim ? Check(metric, claim, nameof(claimed)) : null;
        Settings = settings ?? [];
        Seeds = seeds is null ? null : [.. seeds];
    }

    private StudyRow(StudyRow row, string baseline, PairedDifference difference)
        : this(row.Name, row.Metric, row.Values, row.Seconds, row.Claimed, row.Settings, row.Seeds)
    {
        Baseline = baseline;
        Difference = difference;
    }

    /// <summary>What was measured, such as <c>wrong_label</c>.</summary>
    public string Name { get; }

    /// <summary>The measure, such as <c>test_accuracy</c>. A measure that ends in <c>accuracy</c> is a fraction from 0 to 1.</summary>
    public string Metric { get; }

    /// <summary>The value of each seed.</summary>
    public IReadOnlyList<double> Values => _summary.Values;

    /// <summary>The seed of each value; null if it was not given. A record does not keep it.</summary>
    public IReadOnlyList<long>? Seeds { get; }

    /// <summary>The mean of the values.</summary>
    public double Mean => _summary.Mean;

    /// <summary>The sample's standard deviation (n − 1) of the values; null for a single value, which has none.</summary>
    public double? StandardDeviation => _summary.StandardDeviation;

    /// <summary>The number of values.</summary>
    public int Count => _summary.Count;

    /// <summary>The value that is claimed, by a paper for example; null where nothing is.</summary>
    public double? Claimed { get; }

    /// <summary>The training time of all seeds together, in seconds; 0 for a measure that took no training of its own.</summary>
    public double Seconds { get; }

    /// <summary>The settings that the values were measured with.</summary>
    public JsonObject Settings { get; }

    /// <summary>
    /// The name of the baseline, such as <c>untrained</c>: that of its row where the record has one. Null without a difference.
    /// </summary>
    public string? Baseline { get; }

    /// <summary>The difference to the baseline, seed by seed, or null. <see cref="CompareWith"/> takes one.</summary>
    public PairedDifference? Difference { get; }

    /// <summary>
    /// Takes the difference to a baseline, of the seeds that both have; where one of them does not know its seeds (<see cref="Seeds"/>),
    /// value by value.
    /// </summary>
    /// <param name="baseline">
    /// The baseline: the same metric, measured with the same seeds, and in the same order where one does not know them.
    /// </param>
    /// <param name="level">The confidence interval's level, above 0 and below 1. <value>Default: 0.95.</value></param>
    /// <returns>This row, with <see cref="Baseline"/> and <see cref="Difference"/>.</returns>
    /// <exception cref="ArgumentException">
    /// Another metric; no seed in common; or another number of values without seeds.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of its range.</exception>
    public StudyRow CompareWith(StudyRow baseline, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        if (!string.Equals(Metric, baseline.Metric, StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"'{Name}' holds {Metric} and '{baseline.Name}' holds {baseline.Metric}: only values of one metric have a difference.",
                nameof(baseline));
        }
        if (Seeds is null || baseline.Seeds is null)
            return With(baseline.Name, new PairedDifference(Values, baseline.Values, level));
        long[] shared = [.. Seeds.Intersect(baseline.Seeds)];
        return shared.Length > 0
            ? With(baseline.Name, new PairedDifference(ValuesOf(shared), baseline.ValuesOf(shared), level))
            : throw new ArgumentException(
                $"'{Name}' and '{baseline.Name}' have no seed in common: run both with the same seeds.", nameof(baseline));
    }

    /// <summary>The mean and, where there is one, the deviation, as tables have them.</summary>
    /// <returns>Such as "94.50 ± 0.12 %": an accuracy in percent, anything else as it is.</returns>
    public string DescribeMean() => StandardDeviation is { } deviation
        ? $"{Number(Mean)} ± {Number(deviation, "G2")}{Unit}"
        : Describe(Mean);

    /// <summary>The row in one line.</summary>
    /// <returns>Such as "wrong_label: test_accuracy 94.50 ± 0.12 % of 5".</returns>
    public override string ToString() => FormattableString.Invariant($"{Name}: {Metric} {DescribeMean()} of {Count}");

    /// <summary>A value of the row's measure, as tables have it.</summary>
    /// <param name="value">The value.</param>
    /// <returns>Such as "94.50 %": an accuracy in percent, anything else as it is.</returns>
    public string Describe(double value) => Number(value) + Unit;

    /// <summary>This row with a difference to a baseline.</summary>
    internal StudyRow With(string baseline, PairedDifference difference) => new(this, baseline, difference);

    /// <summary>What a value of a metric must be, in words, or null where it is that.</summary>
    internal static string? FindExpectation(string metric, double value)
    {
        if (metric.EndsWith("accuracy", StringComparison.Ordinal))
            return value is >= 0 and <= 1 ? null : $"a fraction from 0 to 1, as the metric '{metric}' is an accuracy";
        return SampleSummary.IsInRange(value) ? null : SampleSummary.Range;
    }

    private double[] ValuesOf(IEnumerable<long> seeds)
    {
        Dictionary<long, double> values = Seeds!.Zip(Values).ToDictionary(pair => pair.First, pair => pair.Second);
        return [.. seeds.Select(seed => values[seed])];
    }

    private bool IsAccuracy => Metric.EndsWith("accuracy", StringComparison.Ordinal);

    private string Unit => IsAccuracy ? " %" : string.Empty;

    private string Number(double value, string format = "G4") => IsAccuracy
        ? (100 * value).ToString("F2", CultureInfo.InvariantCulture)
        : value.ToString(format, CultureInfo.InvariantCulture);

    private static double Check(string metric, double value, string name) => FindExpectation(metric, value) is { } expectation
        ? throw new ArgumentOutOfRangeException(name, value, $"It must be {expectation}.")
        : value;
}
