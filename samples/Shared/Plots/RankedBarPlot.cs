using System.Globalization;
using ForwardForward.Studies;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace ForwardForward.Samples.Plots;

/// <summary>Results as bars, the best on top, with their deviation and the study's number as a mark.</summary>
public static class RankedBarPlot
{
    private const double BarHeight = 0.62;
    private const double RoomForNumbers = 1.3;

    private static readonly double[] Percents = [0, 20, 40, 60, 80, 100];

    /// <summary>Draws a bar for each row.</summary>
    /// <param name="title">The title.</param>
    /// <param name="rows">Rows of one metric, a fraction; at least one.</param>
    /// <param name="unit">What is measured, below the axis; it is in percent.</param>
    /// <returns>The plot, to be disposed by the caller or a <see cref="Figure"/>.</returns>
    public static Plot Create(string title, IReadOnlyList<StudyRow> rows, string unit = "test accuracy, %")
    {
        ArgumentNullException.ThrowIfNull(rows);
        StudyRow[] ranked = [.. rows.OrderBy(row => row.Mean)];
        Plot plot = PlotTheme.Create(title);
        BarPlot bars = plot.Add.Bars(ranked.Select(CreateBar).ToArray());
        bars.Horizontal = true;
        for (int place = 0; place < ranked.Length; place++)
        {
            AddNumber(plot, ranked[place], place);
            if (ranked[place].Claimed is { } claimed)
                AddMark(plot, 100 * claimed, place);
        }

        double widest = ranked.Max(row => Math.Max(End(row), 100 * (row.Claimed ?? 0)));
        plot.Axes.SetLimits(0, widest * RoomForNumbers, -0.6, ranked.Length - 0.4);
        plot.Axes.Left.TickGenerator = new NumericManual([.. ranked.Select((_, place) => (double)place)], [.. ranked.Select(row => row.Name)]);
        plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.TickGenerator = new NumericManual(Percents, [.. Percents.Select(percent => percent.ToString(CultureInfo.InvariantCulture))]);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.XLabel(unit, size: 13);
        if (ranked.Any(row => row.Claimed is not null))
            PlotTheme.AddLegend(plot, Alignment.LowerRight, new LegendItem { LabelText = "the study", MarkerStyle = ClaimMark.Style });
        return plot;
    }

    private static Bar CreateBar(StudyRow row, int place) => new()
    {
        Position = place,
        Value = 100 * row.Mean,
        Error = 100 * (row.Sd ?? 0),
        Size = BarHeight,
        FillColor = PlotColors.Of(0).Lighten(0.35),
        LineWidth = 0,
    };

    private static double End(StudyRow row) => 100 * (row.Mean + (row.Sd ?? 0));

    private static void AddNumber(Plot plot, StudyRow row, int place)
    {
        string number = row.Sd is { } deviation
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * row.Mean:F1} ± {100 * deviation:F1}")
            : string.Create(CultureInfo.InvariantCulture, $"{100 * row.Mean:F1}");
        Text text = plot.Add.Text(number, Math.Max(End(row), 100 * (row.Claimed ?? 0)), place);
        text.LabelAlignment = Alignment.MiddleLeft;
        text.OffsetX = 10;
        text.LabelFontName = PlotTheme.FontName;
        text.LabelFontSize = 12;
        text.LabelFontColor = PlotColors.Ink;
    }

    private static void AddMark(Plot plot, double value, int place) => plot.Add.Marker(value, place).MarkerStyle = ClaimMark.Style;
}
