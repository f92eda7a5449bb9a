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
        double[] values = [.. readings.Select(reading => reading.Value)];
        double[] equalWork = [.. readings.SelectMany(reading => reading.EqualWork)];
        Quartiles ofValues = Quartiles.Of(values), ofEqualWork = Quartiles.Of(equalWork);
        return new Side(
            values.Length, ofValues.Median, ofValues.Lower, ofValues.Upper, (ofEqualWork.Upper - ofEqualWork.Lower) / ofEqualWork.Median);
    }
}
