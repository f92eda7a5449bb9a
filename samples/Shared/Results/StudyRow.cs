using System.Text.Json.Nodes;

namespace ForwardForward.Samples.Results;

/// <summary>One measured quantity of a study, over its seeds.</summary>
public sealed record StudyRow
{
    /// <summary>What was measured, such as <c>wrong_label</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The measure, such as <c>test_accuracy</c>. A measure that ends in <c>accuracy</c> is a fraction from 0 to 1.</summary>
    public required string Metric { get; init; }

    /// <summary>The value of each seed.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The mean of the values.</summary>
    public required double Mean { get; init; }

    /// <summary>The sample's standard deviation (n − 1) of the values; null for a single value, which has none.</summary>
    public double? Sd { get; init; }

    /// <summary>The number of values.</summary>
    public required int N { get; init; }

    /// <summary>What the study claims, or null where it claims nothing.</summary>
    public double? Claimed { get; init; }

    /// <summary>The training time of all seeds together, in seconds; 0 for a measure that took no training of its own.</summary>
    public double Seconds { get; init; }

    /// <summary>The settings that the values were measured with.</summary>
    public JsonObject Settings { get; init; } = [];

    /// <summary>Makes a row and computes its mean and deviation.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="metric">The measure.</param>
    /// <param name="values">The value of each seed, at least one.</param>
    /// <param name="seconds">The training time of all seeds together.</param>
    /// <param name="claimed">What the study claims, or null.</param>
    /// <param name="settings">The settings; null for none to tell.</param>
    /// <returns>The row.</returns>
    /// <exception cref="ArgumentException">No values.</exception>
    public static StudyRow Create(string name, string metric, IReadOnlyList<double> values, double seconds = 0, double? claimed = null, JsonObject? settings = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException($"The row '{name}' has no values: there is no mean to take.", nameof(values));
        double mean = values.Average();
        return new StudyRow
        {
            Name = name,
            Metric = metric,
            Values = values,
            Mean = mean,
            Sd = values.Count > 1 ? Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1)) : null,
            N = values.Count,
            Claimed = claimed,
            Seconds = seconds,
            Settings = settings ?? [],
        };
    }
}
