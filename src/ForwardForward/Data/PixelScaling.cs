using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Measures and applies the two numbers of <see cref="ImageDataset.Standardise"/>.</summary>
internal static class PixelScaling
{
    /// <summary>Mean and population deviation over all pixels, each accumulated image by image and then in double precision.</summary>
    public static PixelStatistics Measure(LabelledImages part)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = part.Images.flatten(1);
        double mean = pixels.mean([1]).to_type(ScalarType.Float64).mean().item<double>();
        Tensor centred = pixels - mean;
        double variance = centred.pow_(2).mean([1]).to_type(ScalarType.Float64).mean().item<double>();
        return new PixelStatistics(mean, Math.Sqrt(variance));
    }

    public static LabelledImages Apply(LabelledImages part, PixelStatistics statistics)
    {
        using DisposeScope scope = NewDisposeScope();
        return new LabelledImages((part.Images - statistics.Mean).div_(statistics.StandardDeviation), part.Labels, part.Classes);
    }
}
