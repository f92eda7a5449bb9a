using System.Globalization;
using ForwardForward.Experiments;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace ForwardForward.Samples;

/// <summary>Results as bars, the best on top, with their deviation and the study's number as a mark.</summary>
public static class RankedBarPlot
{
    private const double BarHeight = 0.62;
    private const double RoomForNumbers = 1.3;

    private static readonly double[] Percents = [0, 20, 40, 60, 80, 100];

    /// <summary>Draws a bar for each row.</summary>
    /// <param name="title">The title.</param>
    /// <param name="rows">Rows of one metric, a fraction.</param>
    /// <param name="unit">What is measured, below the axis; it is in percent.</param>
    /// <returns>The plot, to be disposed by the caller or a <see cref="Figure"/>.</returns>
    public static Plot Create(string title, IReadOnlyList<StudyRow> rows, string unit = "test accuracy, %")
    {
        ArgumentNullException.ThrowIfNull(rows);
        StudyRow[] ranked = [.. rows.OrderBy(row => row.Mean)];
        Plot plot = PlotTheme.Create(title);
        if (ranked.Length == 0)
            return plot;
        BarPlot bars = plot.Add.Bars(ranked.Select(CreateBar).ToArray());
        bars.Horizontal = true;
        AddDeviations(plot, ranked);
        double widest = ranked.Select(row => 100 * Math.Max(row.Mean + (row.StandardDeviation ?? 0), row.Claimed ?? 0)).Max();
        for (int place = 0; place < ranked.Length; place++)
        {
            AddNumber(plot, ranked[place], widest, place);
            if (ranked[place].Claimed is { } claimed)
                plot.Add.Marker(100 * claimed, place).MarkerStyle = ClaimMark.Style;
        }

        plot.Axes.SetLimits(0, widest * RoomForNumbers, -0.6, ranked.Length - 0.4);
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. ranked.Select((_, place) => (double)place)], [.. ranked.Select(row => row.Name)]);
        plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. Percents.Where(percent => percent <= widest)
            .Select(percent => new Tick(percent, percent.ToString(CultureInfo.InvariantCulture)))]);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.XLabel(ranked.Any(row => row.Claimed is not null) ? $"{unit}   (◆ the study)" : unit, size: 13);
        return plot;
    }

    private static Bar CreateBar(StudyRow row, int place) => new()
    {
        Position = place,
        Value = 100 * row.Mean,
        Size = BarHeight,
        FillColor = PlotColors.Of(0).Lighten(0.35),
        LineWidth = 0,
    };

    private static void AddDeviations(Plot plot, StudyRow[] ranked)
    {
        double[] deviations = [.. ranked.Select(row => 100 * (row.StandardDeviation ?? 0))];
        plot.Add.Plottable(new ErrorBar(
            [.. ranked.Select(row => 100 * row.Mean)], [.. ranked.Select((_, place) => (double)place)], deviations, deviations, null, null)
        {
            Color = PlotColors.Ink,
            CapSize = 8,
        });
    }

    /// <summary>The numbers stand in a column to the right of all bars and marks.</summary>
    private static void AddNumber(Plot plot, StudyRow row, double widest, int place)
    {
        string number = row.StandardDeviation is { } deviation
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * row.Mean:F1} ± {100 * deviation:F1}")
            : string.Create(CultureInfo.InvariantCulture, $"{100 * row.Mean:F1}");
        Text text = plot.Add.Text(number, widest, place);
        text.LabelAlignment = Alignment.MiddleLeft;
        text.OffsetX = 12;
        text.LabelFontName = PlotTheme.FontName;
        text.LabelFontSize = 12;
        text.LabelFontColor = PlotColors.Ink;
    }
}
