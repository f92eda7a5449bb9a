namespace ForwardForward.Data;

/// <summary>What one place along a side of a scaled image reads of the pixels along that side of the original.</summary>
/// <param name="First">The first pixel.</param>
/// <param name="Weights">The share of that pixel and of those after it; together 1.</param>
internal readonly record struct AxisSample(int First, float[] Weights)
{
    private const double Negligible = 1e-6; // Of a pixel: what rounding leaves over.

    /// <summary>
    /// Scales a part of a side. Where several pixels become one, it is the mean over the length that it stands for, with broken pixels at
    /// both ends; where one becomes several, they are interpolated between the centres of two neighbours.
    /// </summary>
    /// <param name="pixels">How many pixels the whole side has.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="places">How many places it becomes.</param>
    public static AxisSample[] Along(int pixels, double start, double length, int places)
    {
        double step = length / places;
        return
        [
            .. Enumerable.Range(0, places).Select(place => step > 1
                ? MeanOf(start + (place * step), step, pixels)
                : Between(start + ((place + 0.5) * step) - 0.5, pixels)),
        ];
    }

    private static AxisSample MeanOf(double start, double length, int pixels)
    {
        int first = Math.Clamp((int)(start + Negligible), 0, pixels - 1);
        int end = Math.Clamp((int)Math.Ceiling(start + length - Negligible), first + 1, pixels);
        float[] weights = new float[end - first];
        for (int pixel = first; pixel < end; pixel++)
            weights[pixel - first] = (float)((Math.Min(pixel + 1, start + length) - Math.Max(pixel, start)) / length);
        return new AxisSample(first, weights);
    }

    private static AxisSample Between(double place, int pixels)
    {
        place = Math.Clamp(place, 0, pixels - 1);
        int first = (int)place;
        float share = (float)(place - first);
        return new AxisSample(first, share == 0 ? [1] : [1 - share, share]);
    }
}
