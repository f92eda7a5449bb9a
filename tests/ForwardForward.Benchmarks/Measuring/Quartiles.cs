namespace ForwardForward.Benchmarks.Measuring;

/// <summary>Three values that cut others into four parts of equal number.</summary>
/// <param name="Lower">A quarter of the values lies below.</param>
/// <param name="Median">Half of the values lies below.</param>
/// <param name="Upper">A quarter of the values lies above.</param>
internal sealed record Quartiles(double Lower, double Median, double Upper)
{
    public static Quartiles Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Quartiles(Quantile(sorted, 0.25), Quantile(sorted, 0.5), Quantile(sorted, 0.75));
    }

    /// <summary>Between two values, as far along as the fraction says.</summary>
    private static double Quantile(double[] sorted, double fraction)
    {
        double position = fraction * (sorted.Length - 1);
        int below = (int)position;
        return below + 1 == sorted.Length ? sorted[below] : double.Lerp(sorted[below], sorted[below + 1], position - below);
    }
}
