using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Means and population deviations of pixels, as networks read them, in double precision.</summary>
internal static class PixelMoments
{
    private const int MicroBatchRows = 1_000;
    private const int MicroBatchValues = 4_000_000;

    // A deviation that is a smaller fraction of the mean is rounding: the values are all one number.
    private const double Rounding = 1e-6;

    /// <summary>Measures those of a scope: all, one a channel, or one a value; the deviation of what never differs is 0.</summary>
    public static (double[] Means, double[] Deviations) Measure(LabelledImages part, StandardisationScope scope)
    {
        using Lifetime.Use held = part.Lifetime.Enter();
        return Require.Member(scope, nameof(scope)) == StandardisationScope.Image
            ? MeasureTogether(part)
            : MeasureEach(part, scope == StandardisationScope.Channel ? [0, 2, 3] : [0]);
    }

    /// <summary>Over all pixels: image by image, then joined.</summary>
    private static (double[] Means, double[] Deviations) MeasureTogether(LabelledImages part)
    {
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> meansOfParts = [], variancesOfParts = [];
        part.ForEachMicroBatch(
            MicroBatchRows,
            (images, _) =>
            {
                Tensor pixels = Pixels.AsRead(images).flatten(1);
                meansOfParts.Add(pixels.mean([1]).MoveToOuterDisposeScope());
                variancesOfParts.Add(pixels.var(1, unbiased: false).MoveToOuterDisposeScope());
            },
            progress: null,
            CancellationToken.None);
        Tensor means = cat(meansOfParts).to_type(ScalarType.Float64), variances = cat(variancesOfParts).to_type(ScalarType.Float64);
        double mean = means.mean().item<double>();
        double variance = variances.Add(means.Subtract(mean).Square()).mean().item<double>();
        return ([mean], [Math.Sqrt(variance)]);
    }

    /// <summary>Over some dimensions of the images, in one pass for the means and one for the deviations.</summary>
    private static (double[] Means, double[] Deviations) MeasureEach(LabelledImages part, long[] over)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor means = MeanOf(part, over, pixels => pixels);
        Tensor deviations = MeanOf(part, over, pixels => (pixels - means).Square()).sqrt();
        Tensor differs = deviations.gt(means.abs().Multiply(Rounding)) | deviations.isfinite().logical_not();
        return (Numbers(means), Numbers(where(differs, deviations, zeros_like(deviations))));
    }

    /// <summary>The mean of what becomes of the pixels, float64, with as many dimensions as images.</summary>
    private static Tensor MeanOf(LabelledImages part, long[] over, Func<Tensor, Tensor> map)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor sum = TensorCreation.Zeros([1], float64, part.Images.device);
        long values = 0;
        part.ForEachMicroBatch(
            Math.Clamp(MicroBatchValues / part.Shape.Size, 1, MicroBatchRows),
            (images, _) =>
            {
                Tensor pixels = Pixels.AsRead(images).to_type(float64), added = map(pixels).sum(over, keepdim: true);
                values += pixels.NumberOfElements / added.NumberOfElements;
                sum = sum.Add(added).MoveToOuterDisposeScope();
            },
            progress: null,
            CancellationToken.None);
        return sum.Divide((double)values).MoveToOuterDisposeScope();
    }

    private static double[] Numbers(Tensor tensor) => tensor.cpu().contiguous().data<double>().ToArray();
}
