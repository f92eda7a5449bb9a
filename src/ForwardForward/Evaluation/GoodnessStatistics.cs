using System.Globalization;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>How well a layer's goodness distinguishes right labels from wrong ones.</summary>
public sealed class GoodnessStatistics
{
    private GoodnessStatistics(Tensor positive, Tensor negative)
    {
        PositiveMean = Mean(positive);
        PositiveDeviation = Deviation(positive);
        NegativeMean = Mean(negative);
        NegativeDeviation = Deviation(negative);
        Histogram = GoodnessHistogram.Of(positive, negative);
    }

    /// <summary>Mean goodness under the true label.</summary>
    public double PositiveMean { get; }

    /// <summary>Standard deviation over the images of the goodness under the true label.</summary>
    public double PositiveDeviation { get; }

    /// <summary>Mean goodness under the wrong labels.</summary>
    public double NegativeMean { get; }

    /// <summary>Standard deviation over images and wrong labels of the goodness.</summary>
    public double NegativeDeviation { get; }

    /// <summary>How often the goodness fell into which interval.</summary>
    public GoodnessHistogram Histogram { get; }

    /// <summary>The means and deviations in one line.</summary>
    /// <returns>Such as "true labels 2.41 ± 0.52, wrong labels 1.07 ± 0.33".</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"true labels {PositiveMean:G3} ± {PositiveDeviation:G3}, wrong labels {NegativeMean:G3} ± {NegativeDeviation:G3}");

    /// <param name="scores">The goodness of every label, <c>[n, classes]</c>, on the CPU.</param>
    /// <param name="isTrue">Which label is the true one, <c>[n, classes]</c>, bool.</param>
    internal static GoodnessStatistics Of(Tensor scores, Tensor isTrue)
    {
        using var scope = NewDisposeScope();
        return new GoodnessStatistics(
            scores.masked_select(isTrue).to(float64), scores.masked_select(isTrue.logical_not()).to(float64));
    }

    private static double Mean(Tensor values) => values.mean().item<double>();

    private static double Deviation(Tensor values) => values.std(unbiased: false).item<double>();
}
