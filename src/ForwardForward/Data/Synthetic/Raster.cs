using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>One grey image of 28×28 pixels on which marks are painted with smooth edges. Reused from image to image.</summary>
internal sealed class Raster
{
    public const int Side = 28;
    private readonly float[] _pixels = new float[Side * Side];
    private readonly float[] _scratch = new float[Side * Side];

    public void Clear() => Array.Clear(_pixels);

    /// <summary>Paints a mark, given in pixels, over what is there.</summary>
    public void Paint(Mark mark, Texture? texture = null)
    {
        PlanePoint[] points = mark.Points;
        float reach = (mark.Width / 2) + 1;
        (int left, int right) = Range(points.Min(point => point.X) - reach, points.Max(point => point.X) + reach);
        (int top, int bottom) = Range(points.Min(point => point.Y) - reach, points.Max(point => point.Y) + reach);
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                var centre = new PlanePoint(column + 0.5f, row + 0.5f);
                float coverage = Math.Clamp(0.5f + (mark.Width / 2) - Outline.SignedDistance(mark, centre), 0, 1);
                if (coverage <= 0)
                    continue;
                float shade = mark.Textured && texture is not null ? mark.Shade * texture.At(centre) : mark.Shade;
                ref float pixel = ref _pixels[(row * Side) + column];
                pixel += coverage * (shade - pixel);
            }
        }
    }

    /// <summary>Mixes every pixel with its neighbours, in both directions by weights (amount, 1 − 2·amount, amount).</summary>
    public void Blur(float amount)
    {
        BlurLines(_pixels, _scratch, amount, step: 1, line: Side);
        BlurLines(_scratch, _pixels, amount, step: Side, line: 1);
    }

    /// <summary>Scales the brightness, adds bell-shaped noise to every pixel, and writes bytes.</summary>
    public void Develop(Span<byte> target, float brightness, float noise, SplitMix64 random)
    {
        for (int index = 0; index < _pixels.Length; index++)
        {
            float value = (brightness * _pixels[index]) + (noise * random.NextBell());
            target[index] = (byte)((Math.Clamp(value, 0, 1) * 255) + 0.5f);
        }
    }

    private static (int First, int Last) Range(float low, float high) => (Math.Max(0, (int)low), Math.Min(Side - 1, (int)high));

    private static void BlurLines(float[] source, float[] target, float amount, int step, int line)
    {
        for (int start = 0; start < Side; start++)
        {
            for (int place = 0; place < Side; place++)
            {
                int index = (start * line) + (place * step);
                float before = place > 0 ? source[index - step] : 0;
                float after = place < Side - 1 ? source[index + step] : 0;
                target[index] = source[index] + (amount * (before + after - (2 * source[index])));
            }
        }
    }
}
