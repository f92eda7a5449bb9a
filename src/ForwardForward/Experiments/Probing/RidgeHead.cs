using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// Ridge regression on one-hot labels in closed form: the W and b that minimise mean ‖y − W x̂ − b‖² + λ ‖W‖²,
/// x̂ the standardised features.
/// </summary>
/// <remarks>
/// W = (cov(x̂, x̂) + λ I)⁻¹ cov(x̂, y), the normal equations, solved in float64. The covariances are float64 sums over micro-batches
/// of the images, whose products are in float32, as the features are: no features are kept. It takes features² × 8 bytes,
/// and time in proportion to features³. Immutable.
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
        using DisposeScope scope = NewDisposeScope();
        using FeatureMoments moments = samples.Measure(withProducts: true, progress, cancellationToken);
        (Tensor mean, Tensor deviation) = moments.Standardisation();
        (Tensor ofFeatures, Tensor withLabels, Tensor frequencies) = moments.Covariances();
        Tensor covariance = ofFeatures / deviation.outer(deviation), targets = withLabels / deviation.unsqueeze(1);
        Tensor diagonal = covariance.diagonal();
        Tensor unregularised = diagonal.clone();

        List<LinearHead> heads = [];
        foreach (double strength in Strengths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            diagonal.copy_(unregularised.Add(strength));
            Tensor weights = linalg.solve(covariance, targets).t();
            heads.Add(LinearHead.Fold(strength, weights, frequencies, mean, deviation));
        }
        return [.. heads.Select(head => head.Detach())];
    }

    private protected override double CheckStrength(double strength, string name) => Require.Positive(strength, name);
}
