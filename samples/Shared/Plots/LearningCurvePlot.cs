using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

namespace ForwardForward.Samples;

/// <summary>Accuracy over epochs.</summary>
public static class LearningCurvePlot
{
    // With more lines than this a legend hides more than it tells.
    private const int LargestLegend = 8;

    // With more epochs than this markers hide the line.
    private const int MostMarkers = 60;

    /// <summary>Draws one line for each curve.</summary>
    /// <param name="title">The title.</param>
    /// <param name="curves">Accuracies from 0 to 1.</param>
    /// <returns>The plot, to be disposed by the caller or a <see cref="Figure"/>.</returns>
    public static Plot Create(string title, IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        Plot plot = PlotTheme.Create(title);
        for (int index = 0; index < curves.Count; index++)
        {
            double[] epochs = [.. Enumerable.Range(1, curves[index].Values.Count).Select(epoch => (double)epoch)];
            double[] percent = [.. curves[index].Values.Select(value => 100 * value)];
            Scatter line = plot.Add.Scatter(epochs, percent, PlotColors.Of(index));
            line.LineWidth = 2;
            line.MarkerSize = epochs.Length <= MostMarkers ? 6 : 0;
            line.LegendText = curves[index].Name;
        }
        plot.XLabel("epoch", size: 13);
        plot.YLabel("accuracy, %", size: 13);
        plot.Axes.Bottom.TickGenerator =
            new NumericAutomatic { IntegerTicksOnly = true, MinorTickGenerator = new EvenlySpacedMinorTickGenerator(0) };
        plot.Axes.Left.TickGenerator =
            new NumericAutomatic { TickDensity = 0.5, MinorTickGenerator = new EvenlySpacedMinorTickGenerator(0) };
        if (curves.Count is > 0 and <= LargestLegend)
            PlotTheme.AddLegend(plot, Alignment.LowerRight);
        return plot;
    }
}
