using ScottPlot;
using SkiaSharp;

namespace ForwardForward.Samples.Plots;

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
}
