using System.Text;
using ScottPlot;
using SkiaSharp;

namespace ForwardForward.Samples;

/// <summary>Plots side by side, as one picture.</summary>
public sealed class Figure : IDisposable
{
    private const int PixelRatio = 2;
    private const int Margin = 8;

    private readonly Plot[] _plots, _drawn;

    /// <summary>Joins plots; the figure takes them over and disposes them.</summary>
    /// <param name="width">The width of all plots in points; the PNG has twice as many pixels.</param>
    /// <param name="height">The height in points.</param>
    /// <param name="plots">
    /// The plots, from left to right, of equal width. One that shows nothing, as its results were not asked for,
    /// is left out with its width.
    /// </param>
    public Figure(int width, int height, params Plot[] plots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        _plots = plots;
        _drawn = [.. plots.Where(plot => plot.PlottableList.Count > 0)];
        Width = _drawn.Length == 0 ? width : width * _drawn.Length / plots.Length;
        Height = height;
    }

    /// <summary>The width in points.</summary>
    public int Width { get; }

    /// <summary>The height in points.</summary>
    public int Height { get; }

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
        float step = (Width - Margin) / (float)_drawn.Length;
        for (int index = 0; index < _drawn.Length; index++)
        {
            // A plot clears all that it may draw on.
            PixelRect place = new(Margin + (index * step), (index + 1) * step, Height - Margin, Margin);
            canvas.Save();
            canvas.ClipRect(place.ToSKRect());
            _drawn[index].Render(canvas, place);
            canvas.Restore();
        }
    }
}
