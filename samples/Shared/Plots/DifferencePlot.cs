using System.Globalization;
using ForwardForward.Experiments;
using ScottPlot;

namespace ForwardForward.Samples;

/// <summary>What rows differ from their controls by, with the interval of each difference.</summary>
public static class DifferencePlot
{
    private const double RoomForNumbers = 0.75;

    /// <summary>Draws a dot and an interval for each row that is compared with another.</summary>
    /// <param name="rows">Rows of one metric, a fraction. Those without a difference are left out.</param>
    /// <returns>The plot, to be disposed by the caller or a <see cref="Figure"/>.</returns>
    public static Plot Create(IReadOnlyList<StudyRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        StudyRow[] compared = [.. rows.Where(row => row.Difference is not null)];
        Plot plot = PlotTheme.Create(Title(compared));
        if (compared.Length == 0)
            return plot;
        double[] ends = [0, .. compared.SelectMany(row => new[] { Low(row), High(row) })];
        double room = Math.Max(0.1, 0.08 * (ends.Max() - ends.Min())), high = ends.Max() + room;
        plot.Add.VerticalLine(0, 1, PlotColors.Ink);
        for (int index = 0; index < compared.Length; index++)
        {
            StudyRow row = compared[index];
            double place = compared.Length - 1 - index;
            Color color = !IsBeyondChance(row) ? PlotColors.Unsure : PlotColors.Of(row.Difference!.Mean > 0 ? 2 : 1);
            plot.Add.Line(Low(row), place, High(row), place).LineStyle = new LineStyle(2, color);
            plot.Add.Marker(100 * row.Difference!.Mean, place, MarkerShape.FilledCircle, 9, color);
            PlotTheme.AddNumber(plot, Number(row), high, place);
        }
        plot.Axes.SetLimits(ends.Min() - room, high + (RoomForNumbers * (high - ends.Min())), -0.6, compared.Length - 0.4);
        PlotTheme.NameLines(plot, [.. compared.Select(row => $"{row.Name}\n− {row.Baseline}{MetricOf(row)}")]);
        PlotTheme.TickWithin(plot, ends.Min(), ends.Max());
        plot.XLabel("difference, points", size: 13);
        return plot;
    }

    /// <summary>Such as "Beyond chance: 2 of 3 differences (95 %)".</summary>
    private static string Title(StudyRow[] compared) => Array.Exists(compared, row => row.Difference!.Low is not null)
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"Beyond chance: {compared.Count(IsBeyondChance)} of {compared.Length} differences "
                + $"({100 * compared[0].Difference!.Level:G4} %)")
        : "Differences with one seed: chance is not known";

    private static string MetricOf(StudyRow row) =>
        string.Equals(row.Metric, NetworkTrial.TestAccuracy, StringComparison.Ordinal) ? "" : $", {StudyText.Words(row.Metric)}";

    private static bool IsBeyondChance(StudyRow row) => row.Difference is { Low: { } low, High: { } high } && (low > 0 || high < 0);

    private static double Low(StudyRow row) => 100 * (row.Difference!.Low ?? row.Difference.Mean);

    private static double High(StudyRow row) => 100 * (row.Difference!.High ?? row.Difference.Mean);

    private static string Number(StudyRow row) => row.Difference is { Low: { } low, High: { } high }
        ? $"{Points(row.Difference.Mean)} ({Points(low)} to {Points(high)})"
        : Points(row.Difference!.Mean);

    private static string Points(double difference) => (100 * difference).ToString("+0.00;−0.00", CultureInfo.InvariantCulture);
}
