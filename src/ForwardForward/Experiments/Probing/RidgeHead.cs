using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// Ridge regression on one-hot labels in closed form: the W and b that minimise mean ‖y − W x̂ − b‖² + λ ‖W‖²,
/// x̂ the standardised features.
/// </summary>
/// <remarks>
/// <para>
/// The normal equations are solved in float64, by Cholesky's factorisation, block by block and in place. There are two forms of them
/// with the same solution, and the one with fewer unknowns is taken. With at least as many images as features it is the primal form,
/// W = (cov(x̂, x̂) + λ I)⁻¹ cov(x̂, y): no features are kept, and memory is features² × 8 bytes. With fewer images it is the dual form,
/// W = (x̂ᵀ (x̂ x̂ᵀ / n + λ I)⁻¹ (y − mean y) / n)ᵀ, of n images: memory is images × features × 4 + images² × 8 bytes.
/// Blocks of 512 rows or columns come on top, and in the primal form the 1,000 images at hand.
/// </para>
/// <para>
/// What the process cannot have is refused with an <see cref="InvalidOperationException"/> before it is allocated.
/// The time grows with the images times features² (primal) or with images² times the features (dual), and by the cube of
/// the smaller for each strength. Immutable.
/// </para>
/// </remarks>
public sealed class RidgeHead : ProbeHead
{
    /// <summary>
    /// Creates the head with the strengths 0.0001, 0.001, 0.01, 0.1, 1 and 10. As the loss is a mean, they mean the same for any number of
    /// images. A strength must be above 0.
    /// </summary>
    public RidgeHead()
        : base([1e-4, 1e-3, 1e-2, 1e-1, 1, 10])
    {
    }

    internal override IReadOnlyList<LinearHead> Fit(ProbeSamples samples, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        (long features, Device device) = samples.LookAtFeatures();
        long images = samples.Data.Count;
        bool byImages = features > images;
        double bytes = byImages ? (4.0 * images * features) + (8.0 * images * images) : 8.0 * features * features;
        ProbeMemory.Require(
            bytes,
            FormattableString.Invariant($"A ridge probe of {features:N0} features of {images:N0} images needs ")
                + (byImages ? "images × features × 4 + images² × 8" : "features² × 8"),
            "Read fewer features (FeatureOptions.Layers, and Grids, which average maps), probe with fewer images, or take a "
                + "SoftmaxRegressionHead that keeps no features.",
            device);
        return byImages ? FitByImages(samples, progress, cancellationToken) : FitByFeatures(samples, progress, cancellationToken);
    }

    /// <summary>The primal form: an unknown for each feature and class.</summary>
    internal IReadOnlyList<LinearHead> FitByFeatures(
        ProbeSamples samples, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        using FeatureMoments moments = samples.Measure(withProducts: true, progress, cancellationToken);
        (Tensor mean, Tensor deviation) = moments.Standardisation();
        (Tensor ofFeatures, Tensor withLabels, Tensor frequencies) = moments.TakeStandardisedCovariances();
        Tensor[] solutions = Solve(ofFeatures, withLabels, progress, cancellationToken);
        return Fold(solutions.Select(solution => solution.t()), frequencies, mean, deviation);
    }

    /// <summary>The dual form: an unknown for each image and class.</summary>
    internal IReadOnlyList<LinearHead> FitByImages(
        ProbeSamples samples, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        ProbeSamples kept = samples.Keep(progress, cancellationToken);
        using LabelledImages data = kept.Data;
        using FeatureMoments moments = kept.Measure(withProducts: false, null, cancellationToken);
        (Tensor mean, Tensor deviation) = moments.Standardisation();
        StandardisedFeatures features = new(data.Images.flatten(1), mean, deviation);
        Tensor labels = nn.functional.one_hot(data.Labels, data.Classes).to(float64), frequencies = labels.mean([0]);
        Tensor targets = (labels - frequencies).DivideInPlace(data.Count);
        Tensor[] solutions = Solve(features.MultiplySamples(progress, cancellationToken), targets, progress, cancellationToken);
        Tensor weights = features.MultiplyFeatures(cat(solutions, 1), progress, cancellationToken);
        return Fold(weights.split(data.Classes), frequencies, mean, deviation);
    }

    private Tensor[] Solve(Tensor matrix, Tensor targets, IProgress<double>? progress, CancellationToken cancellationToken) =>
    [
        .. Strengths.Select((strength, index) =>
            SymmetricBlocks.Solve(
                matrix, strength, targets, done => progress?.Report((index + done) / Strengths.Length), cancellationToken)
            ?? throw new InvalidOperationException(
                $"The strength {strength} is lost in the rounding of these features' products: they depend on one another. "
                    + "Give RidgeHead larger Strengths.")),
    ];

    private IReadOnlyList<LinearHead> Fold(IEnumerable<Tensor> weights, Tensor frequencies, Tensor mean, Tensor deviation)
    {
        LinearHead[] heads = [.. Strengths.Zip(weights, (strength, ofStrength) =>
            LinearHead.Fold(strength, ofStrength, frequencies, mean, deviation))];
        return [.. heads.Select(head => head.Detach())];
    }

    private protected override double CheckStrength(double strength, string name) => Require.Positive(strength, name);
}
