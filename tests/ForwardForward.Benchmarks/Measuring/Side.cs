namespace ForwardForward.Benchmarks.Measuring;

/// <summary>All rounds of one side.</summary>
/// <param name="Rounds">How many.</param>
/// <param name="Median">The median of their values.</param>
/// <param name="LowerQuartile">A quarter of the values lies below.</param>
/// <param name="UpperQuartile">A quarter of the values lies above.</param>
/// <param name="Spread">How far the quartiles of equal work lie apart, relative to its median.</param>
internal sealed record Side(int Rounds, double Median, double LowerQuartile, double UpperQuartile, double Spread)
{
    public static Side Of(IReadOnlyList<Reading> readings)
    {
        double[] values = [.. readings.Select(reading => reading.Value).Order()];
        double[] equalWork = [.. readings.SelectMany(reading => reading.EqualWork).Order()];
        double spread = (Quantile(equalWork, 0.75) - Quantile(equalWork, 0.25)) / Quantile(equalWork, 0.5);
        return new Side(values.Length, Quantile(values, 0.5), Quantile(values, 0.25), Quantile(values, 0.75), spread);
    }

    /// <summary>Between two values, as far along as the fraction says.</summary>
    private static double Quantile(double[] sorted, double fraction)
    {
        double position = fraction * (sorted.Length - 1);
        int below = (int)position;
        return below + 1 == sorted.Length ? sorted[below] : double.Lerp(sorted[below], sorted[below + 1], position - below);
    }
}
