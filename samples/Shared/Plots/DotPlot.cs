using System.Globalization;
using ForwardForward.Experiments;
using ScottPlot;
using ScottPlot.Plottables;

namespace ForwardForward.Samples;

/// <summary>Results as dots with their deviations. A control stands above what is compared with it.</summary>
public static class DotPlot
{
    private const double RoomForNumbers = 0.35;
    private const double Room = 0.06;
    private const double LeastRoom = 0.001;
    private const double FarBelow = 4;
    private const double LeastShown = 0.02;
    private const double MostCompressed = 0.2;

    /// <summary>Draws a dot for each row.</summary>
    /// <param name="title">The title.</param>
    /// <param name="rows">Rows of one metric, a fraction.</param>
    /// <param name="unit">What is measured, below the axis; it is in percent.</param>
    /// <param name="marksClaims">Whether the study's numbers are marked. The default is true.</param>
    /// <returns>The plot, to be disposed by the caller or a <see cref="Figure"/>.</returns>
    public static Plot Create(string title, IReadOnlyList<StudyRow> rows, string unit = "test accuracy, %", bool marksClaims = true)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Plot plot = PlotTheme.Create(title);
        StudyRow[] ordered = [.. ControlsFirst(rows)];
        if (ordered.Length == 0)
            return plot;
        double[] claims = [.. ordered.Select(row => marksClaims ? row.Claimed : null).OfType<double>()];
        double beginning = Beginning(ordered);
        double[] shown = [.. ordered.Where(row => row.Mean >= beginning).SelectMany(row => new[] { Low(row), High(row) }), .. claims];
        double room = Math.Max(LeastRoom, Room * (shown.Max() - shown.Min()));
        (double low, double high) = (100 * Math.Max(0, shown.Min() - room), 100 * Math.Min(1, shown.Max() + room));
        for (int index = 0; index < ordered.Length; index++)
        {
            StudyRow row = ordered[index];
            double place = ordered.Length - 1 - index;
            Color color = row.Baseline is null ? PlotColors.Ink : PlotColors.Of(0);
            if (row.Mean < beginning)
            {
                Text arrow = plot.Add.Text("←", low, place);
                (arrow.LabelAlignment, arrow.LabelFontColor, arrow.LabelFontSize) = (Alignment.MiddleLeft, color, 15);
            }
            else
            {
                LinePlot deviation = plot.Add.Line(100 * Low(row), place, 100 * High(row), place);
                deviation.LineStyle = new LineStyle(2, color);
                plot.Add.Marker(100 * row.Mean, place, MarkerShape.FilledCircle, 9, color);
            }
            if (marksClaims && row.Claimed is { } claimed)
                plot.Add.Marker(100 * claimed, place).MarkerStyle = ClaimMark.Style;
            PlotTheme.AddNumber(plot, Number(row), high, place);
        }
        plot.Axes.SetLimits(low, high + (RoomForNumbers * (high - low)), -0.6, ordered.Length - 0.4);
        PlotTheme.NameLines(plot, [.. ordered.Select(row => row.Name)]);
        PlotTheme.TickWithin(plot, low, high);
        plot.XLabel(claims.Length > 0 ? $"{unit}   (◆ the study)" : unit, size: 13);
        return plot;
    }

    /// <summary>Each control, and below it the rows that are compared with it.</summary>
    private static IEnumerable<StudyRow> ControlsFirst(IReadOnlyList<StudyRow> rows)
    {
        ILookup<string?, StudyRow> treatments = rows.Where(IsCompared).ToLookup(row => row.Baseline, StringComparer.Ordinal);
        return rows.Where(row => !IsCompared(row)).SelectMany(WithTreatments);

        bool IsCompared(StudyRow row) =>
            row.Baseline is { } control && rows.Any(other => string.Equals(other.Name, control, StringComparison.Ordinal));

        IEnumerable<StudyRow> WithTreatments(StudyRow control) =>
            treatments[control.Name].SelectMany(WithTreatments).Prepend(control);
    }

    /// <summary>The mean less a deviation, but not below 0.</summary>
    private static double Low(StudyRow row) => Math.Max(0, row.Mean - (row.StandardDeviation ?? 0));

    /// <summary>The mean and a deviation, but not above 1.</summary>
    private static double High(StudyRow row) => Math.Min(1, row.Mean + (row.StandardDeviation ?? 0));

    /// <summary>
    /// The least mean that has a dot. Where some lie far below the others, such as networks before any learning, an arrow stands for them,
    /// and the axis has room for the others.
    /// </summary>
    private static double Beginning(StudyRow[] rows)
    {
        double[] means = [.. rows.Select(row => row.Mean).OrderDescending()];
        double best = means[0], far = best - Math.Max(FarBelow * (best - means[means.Length / 2]), LeastShown);
        return far - means[^1] > MostCompressed ? far : means[^1];
    }

    private static string Number(StudyRow row) => row.StandardDeviation is { } deviation
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * row.Mean:F2} ± {100 * deviation:F2}")
        : string.Create(CultureInfo.InvariantCulture, $"{100 * row.Mean:F2}, one seed");
}
