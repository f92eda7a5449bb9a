using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Measures and applies the two numbers of <see cref="ImageDataset.Standardise"/>.</summary>
internal static class PixelScaling
{
    /// <summary>Mean and population deviation over all pixels: image by image, then joined in double precision. Copies no pixel.</summary>
    public static PixelStatistics Measure(LabelledImages part)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = part.Images.flatten(1);
        Tensor means = pixels.mean([1]).to_type(ScalarType.Float64);
        Tensor variances = pixels.var(1, unbiased: false).to_type(ScalarType.Float64);
        double mean = means.mean().item<double>();
        double variance = variances.Add(means.Subtract(mean).Square()).mean().item<double>();
        return new PixelStatistics(mean, Math.Sqrt(variance));
    }

    public static LabelledImages Apply(LabelledImages part, PixelStatistics statistics) =>
        part.Map(images => images.Subtract(statistics.Mean).DivideInPlace(statistics.StandardDeviation));
}
