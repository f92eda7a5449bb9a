namespace ForwardForward.Experiments;

/// <summary>The mean and the standard deviation of a few measured values.</summary>
/// <remarks>Immutable; the values are copied.</remarks>
public sealed class SampleSummary
{
    /// <summary>Larger values have squares that are no finite numbers.</summary>
    internal const double LargestValue = 1e150;

    /// <summary>Summarises values.</summary>
    /// <param name="values">The values, at least one, each from -1e150 to 1e150.</param>
    /// <exception cref="ArgumentException">No values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not a number of that range.</exception>
    public SampleSummary(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("There are no values to take a mean of.", nameof(values));
        Values = [.. values];
        for (int index = 0; index < Values.Count; index++)
        {
            if (!IsInRange(Values[index]))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(values), Values[index], FormattableString.Invariant($"Value {index} must be {Range}."));
            }
        }
        Mean = Values.Average();
        StandardDeviation = Values.Count > 1 ? Math.Sqrt(Values.Sum(value => (value - Mean) * (value - Mean)) / (Values.Count - 1)) : null;
    }

    /// <summary>The values, as they were given.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>The mean of the values.</summary>
    public double Mean { get; }

    /// <summary>The sample's standard deviation (n − 1); null for a single value, which has none.</summary>
    public double? StandardDeviation { get; }

    /// <summary>The number of values, n.</summary>
    public int Count => Values.Count;

    /// <summary>What a value must be, in words.</summary>
    internal static string Range => "a number from -1e150 to 1e150";

    internal static bool IsInRange(double value) => Math.Abs(value) <= LargestValue;
}
