using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Measures and applies the two numbers of <see cref="ImageDataset.Standardise"/>.</summary>
internal static class PixelScaling
{
    private const int MicroBatchRows = 1_000;

    /// <summary>Mean and population deviation over all pixels: image by image, then joined in double precision.</summary>
    public static PixelStatistics Measure(LabelledImages part)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> meansOfParts = [], variancesOfParts = [];
        part.ForEachMicroBatch(
            MicroBatchRows,
            (images, _) =>
            {
                Tensor pixels = images.flatten(1);
                meansOfParts.Add(pixels.mean([1]).MoveToOuterDisposeScope());
                variancesOfParts.Add(pixels.var(1, unbiased: false).MoveToOuterDisposeScope());
            },
            progress: null,
            CancellationToken.None);
        Tensor means = cat(meansOfParts).to_type(ScalarType.Float64), variances = cat(variancesOfParts).to_type(ScalarType.Float64);
        double mean = means.mean().item<double>();
        double variance = variances.Add(means.Subtract(mean).Square()).mean().item<double>();
        return new PixelStatistics(mean, Math.Sqrt(variance));
    }

    public static LabelledImages Apply(LabelledImages part, PixelStatistics statistics) =>
        part.Map(images => Pixels.AsRead(images).Subtract(statistics.Mean).DivideInPlace(statistics.StandardDeviation));
}
