using System.Globalization;
using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace ForwardForward.Samples;

/// <summary>The look that all plots share.</summary>
internal static class PlotTheme
{
    private const string PreferredFont = "DejaVu Sans";
    private const int MostTicks = 6;

    /// <summary>The font of all text: DejaVu Sans where it is installed, so that figures look the same; else the system's own.</summary>
    public static string FontName { get; } =
        SKFontManager.Default.FontFamilies.Contains(PreferredFont, StringComparer.Ordinal) ? PreferredFont : Fonts.Default;

    /// <summary>A plot with a title, dressed.</summary>
    public static Plot Create(string title)
    {
        Plot plot = new();
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Title(title, size: 15);
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Color(PlotColors.Ink);
        plot.Axes.FrameColor(PlotColors.Ink);
        plot.Grid.MajorLineColor = PlotColors.Faint;
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.Font.Set(FontName);
        return plot;
    }

    /// <summary>Draws a deviation up and down from each point that has one.</summary>
    public static void AddDeviations(Plot plot, double[] x, double[] y, double[] deviations, Color color)
    {
        if (!deviations.Any(deviation => deviation > 0))
            return;
        ErrorBar bars = plot.Add.ErrorBar(x, y, deviations);
        bars.Color = color;
        bars.CapSize = 8;
    }

    /// <summary>Ticks at round numbers within the limits alone, so that none stands below what is written beside the axis's end.</summary>
    public static void TickWithin(Plot plot, double low, double high)
    {
        double raw = (high - low) / MostTicks, power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = power * (raw / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        double first = Math.Ceiling(low / step) * step;
        int steps = (int)Math.Floor(((high - first) / step) + 1e-9);
        double[] places = [.. Enumerable.Range(0, steps + 1).Select(index => first + (index * step))];
        plot.Axes.Bottom.TickGenerator =
            new NumericManual(places, [.. places.Select(place => Math.Round(place, 6).ToString("0.######", CultureInfo.InvariantCulture))]);
    }

    /// <summary>Writes a number to the right of everything, on a line of its own.</summary>
    public static void AddNumber(Plot plot, string number, double x, double place)
    {
        Text text = plot.Add.Text(number, x, place);
        text.LabelAlignment = Alignment.MiddleLeft;
        text.LabelFontName = FontName;
        text.LabelFontSize = 12;
        text.LabelFontColor = PlotColors.Ink;
    }

    /// <summary>Names the lines of a plot, the first on top, and rules them faintly.</summary>
    public static void NameLines(Plot plot, IReadOnlyList<string> names)
    {
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. names.Select((_, index) => (double)(names.Count - 1 - index))], [.. names]);
        plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Left.MajorTickStyle.Length = 0;
    }

    /// <summary>Shows a legend of what was drawn, and of further marks.</summary>
    public static void AddLegend(Plot plot, Alignment place, params LegendItem[] marks)
    {
        plot.Legend.ManualItems.AddRange(marks);
        plot.Legend.IsVisible = true;
        plot.Legend.Alignment = place;
        plot.Legend.FontName = FontName;
        plot.Legend.FontSize = 13;
        plot.Legend.OutlineColor = PlotColors.Faint;
        plot.Legend.ShadowColor = Colors.Transparent;
    }
}
