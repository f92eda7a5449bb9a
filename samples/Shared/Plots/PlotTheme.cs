using ScottPlot;
using ScottPlot.Plottables;
using SkiaSharp;

namespace ForwardForward.Samples;

/// <summary>The look that all plots share.</summary>
internal static class PlotTheme
{
    private const string PreferredFont = "DejaVu Sans";

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
