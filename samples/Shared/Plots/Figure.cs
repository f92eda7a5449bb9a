using System.Text;
using ScottPlot;
using SkiaSharp;

namespace ForwardForward.Samples;

/// <summary>Plots side by side, as one picture; from the third on in further lines of two.</summary>
public sealed class Figure : IDisposable
{
    private const int PixelRatio = 2;
    private const int Margin = 8;
    private const int HeadlineHeight = 34;
    private const int HeadlineSize = 17;

    private const int Columns = 2;

    private readonly Plot[] _plots, _drawn;

    /// <summary>Joins plots; the figure takes them over and disposes them.</summary>
    /// <param name="width">The width of a plot in points; the PNG has twice as many pixels.</param>
    /// <param name="height">The height of a plot in points.</param>
    /// <param name="plots">The plots, from left to right and from top to bottom. One that shows nothing is left out.</param>
    public Figure(int width, int height, params Plot[] plots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        _plots = plots;
        _drawn = [.. plots.Where(plot => plot.PlottableList.Count > 0)];
        Width = width * Math.Clamp(_drawn.Length, 1, Columns);
        PlotsHeight = height * Lines;
    }

    /// <summary>What stands above all plots; empty for nothing.</summary>
    /// <value>The default is empty.</value>
    public string Headline { get; init; } = string.Empty;

    /// <summary>The width in points.</summary>
    public int Width { get; }

    /// <summary>The height in points.</summary>
    public int Height => PlotsHeight + (Headline.Length > 0 ? HeadlineHeight : 0);

    private int PlotsHeight { get; }

    private int Lines => Math.Max(1, (_drawn.Length + Columns - 1) / Columns);

    /// <summary>Draws the figure as a PNG of twice as many pixels as points.</summary>
    /// <returns>The content of the file.</returns>
    public byte[] ToPng()
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width * PixelRatio, Height * PixelRatio));
        surface.Canvas.Scale(PixelRatio);
        Draw(surface.Canvas);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, quality: 100);
        return data.ToArray();
    }

    /// <summary>Draws the figure as an SVG.</summary>
    /// <returns>The content of the file.</returns>
    public string ToSvg()
    {
        using MemoryStream stream = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(new SKRect(0, 0, Width, Height), stream))
            Draw(canvas); // The canvas writes the closing tag when it is disposed.
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Plot plot in _plots)
            plot.Dispose();
    }

    private void Draw(SKCanvas canvas)
    {
        canvas.Clear(SKColors.White);
        int top = Height - PlotsHeight;
        if (top > 0)
        {
            using SKFont font = new(SKTypeface.FromFamilyName(PlotTheme.FontName), HeadlineSize);
            using SKPaint ink = new() { Color = SKColor.Parse(PlotColors.Ink.ToHex()), IsAntialias = true };
            canvas.DrawText(Headline, 2 * Margin, top - Margin, font, ink);
        }
        float width = (Width - Margin) / (float)Math.Clamp(_drawn.Length, 1, Columns), height = (PlotsHeight - Margin) / (float)Lines;
        for (int index = 0; index < _drawn.Length; index++)
        {
            // A plot clears all that it may draw on.
            float left = Margin + (index % Columns * width), above = top + Margin + (index / Columns * height);
            PixelRect place = new(left, left + width - Margin, above + height - Margin, above);
            canvas.Save();
            canvas.ClipRect(place.ToSKRect());
            _drawn[index].Render(canvas, place);
            canvas.Restore();
        }
    }
}
