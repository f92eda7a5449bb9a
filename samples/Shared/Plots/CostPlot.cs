using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace ForwardForward.Samples;

/// <summary>Results against their training time, on a logarithmic axis.</summary>
public static class CostPlot
{
    // Names of points that lie closer than this part of the height stand on one line.
    private const double SameLine = 0.035;

    /// <summary>Draws a named point for each result.</summary>
    /// <param name="title">The title.</param>
    /// <param name="points">Results of one metric, a fraction, and their times.</param>
    /// <param name="unit">What is measured, beside the axis; it is in percent.</param>
    /// <returns>The plot, to be disposed by the caller or a <see cref="Figure"/>.</returns>
    public static Plot Create(string title, IReadOnlyList<CostPoint> points, string unit = "test accuracy, %")
    {
        ArgumentNullException.ThrowIfNull(points);
        Plot plot = PlotTheme.Create(title);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = power => Math.Pow(10, power).ToString("G4", CultureInfo.InvariantCulture),
            MinorTickGenerator = new LogMinorTickGenerator(),
        };
        plot.Axes.Left.TickGenerator =
            new NumericAutomatic { TickDensity = 0.5, MinorTickGenerator = new EvenlySpacedMinorTickGenerator(0) };
        double[] powers = [.. points.Select(point => Math.Log10(point.Seconds))];
        double[] percents = [.. points.Select(point => 100 * point.Row.Mean)];
        double height = Math.Max(1, percents.DefaultIfEmpty().Max() - percents.DefaultIfEmpty().Min());
        for (int index = 0; index < points.Count; index++)
        {
            double[] distances = [.. powers.Where((_, other) =>
                other != index && Math.Abs(percents[other] - percents[index]) < SameLine * height).Select(power => power - powers[index])];
            double toTheRight = distances.Where(distance => distance > 0).DefaultIfEmpty(double.PositiveInfinity).Min();
            double toTheLeft = distances.Where(distance => distance <= 0).Select(Math.Abs).DefaultIfEmpty(double.PositiveInfinity).Min();
            Add(plot, points[index], PlotColors.Of(index), nameToTheLeft: toTheRight < toTheLeft);
        }
        if (points.Count > 0)
        {
            // Room for the names on both sides, and the power of ten below, so that the axis has a figure.
            double room = 0.25 * Math.Max(1, powers.Max() - powers.Min());
            plot.Axes.SetLimits(
                Math.Min(Math.Floor(powers.Min()), powers.Min() - room), powers.Max() + (1.5 * room), percents.Min() - (0.12 * height),
                percents.Max() + (0.12 * height));
        }
        plot.XLabel("training time of a seed, seconds", size: 13);
        plot.YLabel(unit, size: 13);
        return plot;
    }

    /// <summary>A name stands to the right of its point; to the left where the nearest point on its line is on the right.</summary>
    private static void Add(Plot plot, CostPoint point, Color color, bool nameToTheLeft)
    {
        double power = Math.Log10(point.Seconds), percent = 100 * point.Row.Mean;
        PlotTheme.AddDeviations(plot, [power], [percent], [100 * (point.Row.StandardDeviation ?? 0)], color);
        plot.Add.Marker(power, percent, MarkerShape.FilledCircle, 9, color);
        Text name = plot.Add.Text(point.Row.Name, power, percent);
        name.LabelAlignment = nameToTheLeft ? Alignment.MiddleRight : Alignment.MiddleLeft;
        name.OffsetX = nameToTheLeft ? -9 : 9;
        name.LabelFontName = PlotTheme.FontName;
        name.LabelFontSize = 12;
        name.LabelFontColor = PlotColors.Ink;
    }
}
