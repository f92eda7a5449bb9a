using System.Text.Json.Nodes;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>One measured quantity of a study, over its seeds.</summary>
public sealed record StudyRow
{
    private readonly SampleSummary _summary;

    private StudyRow(string name, string metric, SampleSummary summary)
    {
        Name = name;
        Metric = metric;
        _summary = summary;
    }

    /// <summary>What was measured, such as <c>wrong_label</c>.</summary>
    public string Name { get; }

    /// <summary>The measure, such as <c>test_accuracy</c>. A measure that ends in <c>accuracy</c> is a fraction from 0 to 1.</summary>
    public string Metric { get; }

    /// <summary>The value of each seed.</summary>
    public IReadOnlyList<double> Values => _summary.Values;

    /// <summary>The mean of the values.</summary>
    public double Mean => _summary.Mean;

    /// <summary>The sample's standard deviation (n − 1) of the values; null for a single value, which has none.</summary>
    public double? Sd => _summary.StandardDeviation;

    /// <summary>The number of values.</summary>
    public int N => _summary.Count;

    /// <summary>What a paper or an earlier record claims; null where it claims nothing.</summary>
    /// <value>The default is null.</value>
    public double? Claimed { get; init => field = value is { } claimed ? Check(Metric, claimed, nameof(Claimed)) : null; }

    /// <summary>The training time of all seeds together, in seconds; 0 for a measure that took no training of its own.</summary>
    /// <value>The default is 0.</value>
    public double Seconds { get; init => field = Require.NotNegative(value, nameof(Seconds)); }

    /// <summary>The settings that the values were measured with.</summary>
    /// <value>The default is empty.</value>
    public JsonObject Settings { get; init => field = Require.NotNull(value, nameof(Settings)); } = [];

    /// <summary>The difference to a baseline, or null. <see cref="ComparedWith"/> makes one.</summary>
    /// <value>The default is null.</value>
    public StudyDifference? Difference { get; init; }

    /// <summary>Makes a row and computes its mean and deviation.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="metric">The measure.</param>
    /// <param name="values">The value of each seed, at least one, each from -1e150 to 1e150; from 0 to 1 where the metric ends in <c>accuracy</c>.</param>
    /// <param name="seconds">The training time of all seeds together, at least 0. <value>Default: 0.</value></param>
    /// <param name="claimed">What a paper or an earlier record claims, or null.</param>
    /// <param name="settings">The settings; null for none to tell.</param>
    /// <returns>The row.</returns>
    /// <exception cref="ArgumentException">No values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static StudyRow Create(string name, string metric, IReadOnlyList<double> values, double seconds = 0, double? claimed = null, JsonObject? settings = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException($"The row '{name}' has no values: there is no mean to take.", nameof(values));
        foreach (double value in values)
            Check(metric, value, nameof(values));
        return new StudyRow(name, metric, new SampleSummary(values)) { Claimed = claimed, Seconds = seconds, Settings = settings ?? [] };
    }

    /// <summary>This row with its difference to a baseline.</summary>
    /// <param name="baseline">The baseline: the same metric, measured with the same seeds in the same order.</param>
    /// <param name="level">The confidence interval's level, above 0 and below 1. <value>Default: 0.95.</value></param>
    /// <returns>The row, with <see cref="Difference"/> set.</returns>
    /// <exception cref="ArgumentException">Another metric, or another number of values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of its range.</exception>
    public StudyRow ComparedWith(StudyRow baseline, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        if (!string.Equals(Metric, baseline.Metric, StringComparison.Ordinal))
            throw new ArgumentException($"'{Name}' holds {Metric} and '{baseline.Name}' holds {baseline.Metric}: only values of one metric have a difference.", nameof(baseline));
        return this with { Difference = new StudyDifference(baseline.Name, new PairedDifference(Values, baseline.Values, level)) };
    }

    /// <summary>What a value of a metric must be, in words, or null where it is that.</summary>
    internal static string? FindExpectation(string metric, double value)
    {
        if (metric.EndsWith("accuracy", StringComparison.Ordinal))
            return value is >= 0 and <= 1 ? null : $"a fraction from 0 to 1, as the metric '{metric}' is an accuracy";
        return SampleSummary.IsInRange(value) ? null : SampleSummary.Range;
    }

    private static double Check(string metric, double value, string name) =>
        FindExpectation(metric, value) is { } expectation ? throw new ArgumentOutOfRangeException(name, value, $"It must be {expectation}.") : value;
}
