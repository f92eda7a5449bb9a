using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace ForwardForward.Samples;

/// <summary>Results over a numeric setting: mean and deviation as lines, the study's numbers as marks.</summary>
public static class SweepPlot
{
    /// <summary>Draws a line for each sweep.</summary>
    /// <param name="title">The title.</param>
    /// <param name="setting">What the setting is, below the axis.</param>
    /// <param name="sweeps">Results of one metric, a fraction. One without a point is left out.</param>
    /// <param name="unit">What is measured, beside the axis; it is in percent.</param>
    /// <returns>The plot, to be disposed by the caller or a <see cref="Figure"/>.</returns>
    public static Plot Create(string title, string setting, IReadOnlyList<SweepCurve> sweeps, string unit = "test accuracy, %")
    {
        ArgumentNullException.ThrowIfNull(sweeps);
        Plot plot = PlotTheme.Create(title);
        sweeps = [.. sweeps.Where(sweep => sweep.Points.Count > 0)];
        for (int index = 0; index < sweeps.Count; index++)
            Add(plot, sweeps[index], PlotColors.Of(index == 0 ? 0 : index + 1)); // The second colour is the study's.
        (double Setting, double Claimed)[] claims =
        [
            .. from point in sweeps.SelectMany(sweep => sweep.Points)
               where point.Row.Claimed is not null
               select (point.Setting, 100 * point.Row.Claimed!.Value),
        ];
        foreach ((double place, double claimed) in claims)
            plot.Add.Marker(place, claimed).MarkerStyle = ClaimMark.Style;

        plot.XLabel(setting, size: 13);
        plot.YLabel(unit, size: 13);
        plot.Axes.Left.TickGenerator =
            new NumericAutomatic { TickDensity = 0.5, MinorTickGenerator = new EvenlySpacedMinorTickGenerator(0) };
        bool isCounted = sweeps.SelectMany(sweep => sweep.Points).All(point => double.IsInteger(point.Setting));
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            TickDensity = 0.5,
            IntegerTicksOnly = isCounted,
            MinorTickGenerator = new EvenlySpacedMinorTickGenerator(0),
        };
        plot.Axes.Margins(0.06, 0.12);
        PlotTheme.AddLegend(
            plot, Alignment.LowerRight,
            claims.Length > 0 ? [new LegendItem { LabelText = "the study", MarkerStyle = ClaimMark.Style }] : []);
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.ShowLegend(Edge.Bottom); // Wherever it stood inside, it would hide some line.
        return plot;
    }

    private static void Add(Plot plot, SweepCurve sweep, Color color)
    {
        double[] settings = [.. sweep.Points.Select(point => point.Setting)];
        double[] means = [.. sweep.Points.Select(point => 100 * point.Row.Mean)];
        double[] deviations = [.. sweep.Points.Select(point => 100 * (point.Row.StandardDeviation ?? 0))];
        Scatter line = plot.Add.Scatter(settings, means, color);
        line.LineWidth = 2;
        line.MarkerSize = 7;
        line.LegendText = sweep.Name;
        PlotTheme.AddDeviations(plot, settings, means, deviations, color);
    }
}
