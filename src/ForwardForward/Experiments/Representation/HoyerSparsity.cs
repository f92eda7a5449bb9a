using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// How few features carry a sample: (√d − Σ|x| / √Σx²) / (√d − 1) over its d features (Hoyer 2004, "Non-negative matrix factorization with
/// sparseness constraints").
/// </summary>
/// <remarks>
/// It is 1 if only one feature is not zero, and 0 if all are equally strong. A sample with all features zero, or with a single feature,
/// counts as 0, so a silent layer does not count as sparse.
/// </remarks>
public static class HoyerSparsity
{
    /// <summary>The sparsity of each sample.</summary>
    /// <param name="features">Features <c>[n, features]</c> or maps <c>[n, …]</c>, float32 or float64, on any device.</param>
    /// <returns>From 0 to 1 but for rounding, <c>[n]</c>, float64, on the features' device; the caller disposes it.</returns>
    /// <exception cref="ArgumentException">Features of another shape or type, or not finite.</exception>
    public static Tensor PerSample(Tensor features)
    {
        using DisposeScope scope = NewDisposeScope();
        return OfRows(FeatureRows.Of(features)).MoveToOuterDisposeScope();
    }

    /// <summary>The mean sparsity of the samples.</summary>
    /// <param name="features">Features <c>[n, features]</c> or maps <c>[n, …]</c>, float32 or float64, on any device.</param>
    /// <returns>From 0 to 1 but for rounding.</returns>
    /// <exception cref="ArgumentException">Features of another shape or type, or not finite.</exception>
    public static double Mean(Tensor features)
    {
        using DisposeScope scope = NewDisposeScope();
        return OfRows(FeatureRows.Of(features)).mean().item<double>();
    }

    /// <summary>The sparsity of each row of <c>[n, features]</c>, float64.</summary>
    internal static Tensor OfRows(Tensor rows)
    {
        using DisposeScope scope = NewDisposeScope();
        double root = Math.Sqrt(rows.shape[1]);
        Tensor length = rows.Square().sum([1]).sqrt();
        Tensor nothing = zeros_like(length);
        if (rows.shape[1] == 1)
            return nothing.MoveToOuterDisposeScope();
        Tensor sparsity = (rows.abs().sum([1]) / length).SubtractFrom(root).Divide(root - 1);
        return where(length.GreaterThan(0), sparsity, nothing).MoveToOuterDisposeScope();
    }
}
