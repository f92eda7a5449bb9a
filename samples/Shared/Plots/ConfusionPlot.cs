using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;

namespace ForwardForward.Samples;

/// <summary>Which class is taken for which: a row for each true class, a column for each predicted one.</summary>
public static class ConfusionPlot
{
    private const int MostNumbers = 20;

    /// <summary>Draws a confusion matrix; a field is the darker, the larger its share of the row.</summary>
    /// <param name="title">The title.</param>
    /// <param name="counts">How many images of each true class, the row, were taken for each class, the column.</param>
    /// <param name="names">What the classes are called.</param>
    /// <returns>The plot, to be disposed by the caller or a <see cref="Figure"/>.</returns>
    public static Plot Create(string title, IReadOnlyList<IReadOnlyList<int>> counts, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(names);
        int classes = names.Count;
        double[,] shares = new double[classes, classes];
        for (int row = 0; row < classes; row++)
        {
            int sum = Math.Max(1, counts[row].Sum());
            for (int column = 0; column < classes; column++)
                shares[row, column] = (double)counts[row][column] / sum;
        }

        Plot plot = PlotTheme.Create(title);
        Heatmap map = plot.Add.Heatmap(shares);
        map.Colormap = new ScottPlot.Colormaps.Blues();
        map.ManualRange = new ScottPlot.Range(0, 1);
        for (int row = 0; row < classes && classes <= MostNumbers; row++)
            for (int column = 0; column < classes; column++)
                AddNumber(plot, column, classes - 1 - row, counts[row][column], isDark: shares[row, column] > 0.5);
        plot.Axes.Bottom.SetTicks([.. names.Select((_, index) => (double)index)], [.. names]);
        plot.Axes.Left.SetTicks([.. names.Select((_, index) => (double)(classes - 1 - index))], [.. names]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = 45;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleLeft;
        plot.XLabel("taken for");
        plot.YLabel("is");
        plot.HideGrid();
        plot.Axes.Margins(0, 0);
        return plot;
    }

    private static void AddNumber(Plot plot, int x, int y, int count, bool isDark)
    {
        if (count == 0)
            return;
        Text number = plot.Add.Text(count.ToString(CultureInfo.InvariantCulture), x, y);
        number.LabelAlignment = Alignment.MiddleCenter;
        number.LabelFontName = PlotTheme.FontName;
        number.LabelFontSize = 11;
        number.LabelFontColor = isDark ? Colors.White : PlotColors.Ink;
    }
}
