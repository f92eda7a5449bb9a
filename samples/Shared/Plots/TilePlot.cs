using ScottPlot;
using ScottPlot.Plottables;
using Image = ScottPlot.Image;

namespace ForwardForward.Samples;

/// <summary>Small pictures with captions, in rows.</summary>
public static class TilePlot
{
    private const double TileWidth = 1.2;
    private const double TileHeight = 1.42;

    /// <summary>Draws the pictures row by row, from the top left on.</summary>
    /// <param name="title">The title.</param>
    /// <param name="tiles">The pictures.</param>
    /// <param name="columns">How many stand in a row, at least 1.</param>
    /// <returns>The plot, to be disposed by the caller or a <see cref="Figure"/>.</returns>
    public static Plot Create(string title, IReadOnlyList<Tile> tiles, int columns)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        Plot plot = PlotTheme.Create(title);
        for (int index = 0; index < tiles.Count; index++)
            Add(plot, tiles[index], left: index % columns * TileWidth, top: -(index / columns) * TileHeight);
        int rows = Math.Max(1, (tiles.Count + columns - 1) / columns);
        plot.HideGrid();
        plot.Layout.Fixed(new PixelPadding(left: 15, right: 15, bottom: 10, top: 43));
        plot.Axes.Left.IsVisible = false;
        plot.Axes.Bottom.IsVisible = false;
        plot.Axes.SetLimits(-0.1, (columns * TileWidth) - 0.1, -rows * TileHeight, 0.1);
        plot.Axes.SquareUnits();
        return plot;
    }

    private static void Add(Plot plot, Tile tile, double left, double top)
    {
        CoordinateRect place = new(left, left + 1, top - 1, top);
        ImageRect picture = plot.Add.ImageRect(new Image(tile.Pixels), place);
        picture.AntiAlias = false;
        Rectangle frame = plot.Add.Rectangle(place);
        frame.FillColor = Colors.Transparent;
        frame.LineColor = PlotColors.Faint;
        Text caption = plot.Add.Text(tile.Caption, left + 0.5, top - 1.04);
        caption.LabelAlignment = Alignment.UpperCenter;
        caption.LabelFontName = PlotTheme.FontName;
        caption.LabelFontSize = 13;
        caption.LabelFontColor = PlotColors.Ink;
    }
}
