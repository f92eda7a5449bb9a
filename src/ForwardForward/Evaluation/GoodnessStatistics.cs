using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>How far a layer's goodness tells right labels from wrong ones.</summary>
/// <param name="PositiveMean">Mean goodness under the true label.</param>
/// <param name="PositiveDeviation">Its standard deviation over the images.</param>
/// <param name="NegativeMean">Mean goodness under the wrong labels.</param>
/// <param name="NegativeDeviation">Its standard deviation over images and wrong labels.</param>
/// <param name="Histogram">How often goodness of which size was met.</param>
public sealed record GoodnessStatistics(double PositiveMean, double PositiveDeviation, double NegativeMean, double NegativeDeviation, GoodnessHistogram Histogram)
{
    /// <param name="scores">The goodness of every label, <c>[n, classes]</c>, on the CPU.</param>
    /// <param name="isTrue">Which label is the true one, <c>[n, classes]</c>, bool.</param>
    internal static GoodnessStatistics Of(Tensor scores, Tensor isTrue)
    {
        using var scope = NewDisposeScope();
        Tensor positive = scores.masked_select(isTrue).to(float64), negative = scores.masked_select(isTrue.logical_not()).to(float64);
        return new GoodnessStatistics(
            positive.mean().item<double>(), Deviation(positive), negative.mean().item<double>(), Deviation(negative), GoodnessHistogram.Of(positive, negative));
    }

    private static double Deviation(Tensor values) => values.std(unbiased: false).item<double>();
}
