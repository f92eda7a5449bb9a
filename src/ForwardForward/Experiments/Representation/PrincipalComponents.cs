using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// Features in the few directions in which they spread most, for plots:
/// <c>PrincipalComponents.Project(network.ExtractFeatures(images))</c>.
/// </summary>
public static class PrincipalComponents
{
    /// <summary>
    /// Projects centred features on their strongest principal components, in double precision, by the eigenvectors of the smaller of the
    /// sample-by-sample and the feature-by-feature products.
    /// </summary>
    /// <remarks>
    /// An eigenvector's sign is arbitrary: here the sample farthest out along a component has a positive coordinate.
    /// The smaller of n and the number of features should be at most a few thousand; the time grows with its cube.
    /// </remarks>
    /// <param name="features">Features <c>[n, features]</c> or maps <c>[n, …]</c>, float32 or float64, on any device.</param>
    /// <param name="components">How many components, from 1 to the smaller of n and the number of features.</param>
    /// <returns>
    /// Coordinates <c>[n, components]</c>, float64, strongest component first, on the features' device; the caller disposes them.
    /// </returns>
    /// <exception cref="ArgumentException">Features of another shape or type, or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one component, or more than there are.</exception>
    public static Tensor Project(Tensor features, int components = 2)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = FeatureRows.Centred(features);
        (long samples, long width) = (rows.shape[0], rows.shape[1]);
        long available = Math.Min(samples, width);
        if (components < 1 || components > available)
        {
            throw new ArgumentOutOfRangeException(
                nameof(components),
                components,
                $"{samples} samples of {width} features have {available} components: ask for 1 to {available} of them.");
        }

        bool bySamples = samples < width;
        (Tensor values, Tensor vectors) = linalg.eigh(bySamples ? rows.mm(rows.t()) : rows.t().mm(rows));
        Tensor directions = vectors.narrow(1, available - components, components);
        Tensor coordinates = bySamples
            ? directions * values.narrow(0, available - components, components).AtLeast(0).sqrt()
            : rows.mm(directions);
        Tensor farthest = coordinates.gather(0, coordinates.abs().argmax(0, keepdim: true));
        return (coordinates * farthest.sign()).flip(1).MoveToOuterDisposeScope();
    }
}
