using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// How similar two sets of features of the same samples are, whatever their widths: linear centred kernel alignment, ‖YᵀX‖² / (‖XᵀX‖ ·
/// ‖YᵀY‖) of the centred features in Frobenius norms (Kornblith et al. 2019, arXiv 1905.00414).
/// </summary>
/// <remarks>
/// Rotating, shifting or scaling either set as a whole changes nothing; scaling single features does. It is not corrected for the number
/// of samples: independent features of a width d well below n come to about d/n. So take many more samples than features before you
/// interpret a small value as similarity. <c>network.CompareLayers(…)</c> measures whole networks.
/// </remarks>
public static class LinearCka
{
    /// <summary>
    /// Measures the similarity in double precision, by the smaller of the sample-by-sample and the feature-by-feature products.
    /// </summary>
    /// <param name="first">Features <c>[n, features]</c> or maps <c>[n, …]</c>, float32 or float64, on any device.</param>
    /// <param name="second">Features of the same n samples in the same order; their width and device may differ.</param>
    /// <returns>From 0 to 1 but for rounding; 0 where either set is the same for every sample.</returns>
    /// <exception cref="ArgumentException">Features of another shape or type, not finite, or of different numbers of samples.</exception>
    public static double Measure(Tensor first, Tensor second)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = FeatureRows.Centred(first), y = FeatureRows.Centred(second).to(x.device);
        if (x.shape[0] != y.shape[0])
            throw new ArgumentException(
                $"The first features are of {x.shape[0]} samples and the second of {y.shape[0]}. Give both the same samples in the same "
                    + "order.",
                nameof(second));
        return x.shape[0] < Math.Max(x.shape[1], y.shape[1])
            ? OfGrams(x.mm(x.t()), y.mm(y.t()))
            : Ratio(x.t().mm(y).Square(), x.t().mm(x), y.t().mm(y));
    }

    /// <summary>The same from the centred features' products of sample and sample, <c>[n, n]</c>: ⟨XXᵀ, YYᵀ⟩ = ‖YᵀX‖².</summary>
    internal static double OfGrams(Tensor first, Tensor second)
    {
        using DisposeScope scope = NewDisposeScope();
        return Ratio(first * second, first, second);
    }

    private static double Ratio(Tensor shared, Tensor ofFirst, Tensor ofSecond)
    {
        double scale = Math.Sqrt(Sum(ofFirst.Square()) * Sum(ofSecond.Square()));
        return scale > 0 ? Sum(shared) / scale : 0;
    }

    private static double Sum(Tensor values) => values.sum([0, 1]).item<double>();
}
