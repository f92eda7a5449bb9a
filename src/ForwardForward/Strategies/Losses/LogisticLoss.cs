using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Logistic regression on the goodness: p(positive) = σ((g − θ) / T), so the loss is the mean of softplus((θ − g⁺) / T) and
/// softplus((g⁻ − θ) / T) over all samples of both kinds.
/// </summary>
/// <remarks>
/// Hinton (2022, equation 1), with T = 1. Softplus is log(1 + eᶻ), computed so that a large z does not overflow.
/// </remarks>
public sealed class LogisticLoss : IDifferentiableContrastiveLoss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="threshold">θ, the goodness at which a sample is as likely positive as negative; finite.</param>
    /// <param name="temperature">T, the width of the transition; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public LogisticLoss(double threshold = 2.0, double temperature = 1.0)
    {
        Threshold = Require.Finite(threshold, nameof(threshold));
        Temperature = Require.Positive(temperature, nameof(temperature));
    }

    /// <summary>θ, the goodness at which a sample is as likely positive as negative.</summary>
    /// <value>The default is 2.</value>
    public double Threshold { get; }

    /// <summary>T, the width of the transition: small is sharp.</summary>
    /// <value>The default is 1.</value>
    public double Temperature { get; }

    /// <inheritdoc/>
    public Tensor Loss(Tensor positive, Tensor negative)
    {
        Expect.Pairs(Expect.InMemory(positive), negative);
        using DisposeScope scope = NewDisposeScope();
        Tensor deficit = cat([positive.SubtractFrom(Threshold), negative.Subtract(Threshold)], 0).Divide(Temperature);
        return deficit.Softplus().mean().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public (Tensor Loss, Tensor Positive, Tensor Negative) Differentiate(Tensor positive, Tensor negative)
    {
        Expect.Pairs(Expect.InMemory(positive), negative);
        using DisposeScope scope = NewDisposeScope();
        Tensor deficit = cat([positive.SubtractFrom(Threshold), negative.Subtract(Threshold)], 0).Divide(Temperature);
        Tensor slope = deficit.sigmoid().Divide(Temperature * deficit.shape[0]);
        return (
            deficit.Softplus().mean().MoveToOuterDisposeScope(),
            slope.narrow(0, 0, positive.shape[0]).neg().MoveToOuterDisposeScope(),
            slope.narrow(0, positive.shape[0], negative.shape[0]).MoveToOuterDisposeScope());
    }
}
