using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>Class scores that are linear in the features: features · weightsᵀ + bias, with any standardisation folded in.</summary>
/// <param name="Strength">The strength of the regularisation that it was fitted with.</param>
/// <param name="Weights"><c>[classes, features]</c>, float32.</param>
/// <param name="Bias"><c>[classes]</c>, float32.</param>
internal sealed record LinearHead(double Strength, Tensor Weights, Tensor Bias) : IDisposable
{
    /// <summary>
    /// Folds a standardisation into weights that were fitted to standardised features. The head belongs to the scope around the call.
    /// </summary>
    public static LinearHead Fold(double strength, Tensor weights, Tensor bias, Tensor mean, Tensor deviation)
    {
        using var scope = NewDisposeScope();
        Tensor scaled = weights / deviation;
        return new LinearHead(
            strength, scaled.to(float32).MoveToOuterDisposeScope(), (bias - scaled.mv(mean)).to(float32).MoveToOuterDisposeScope());
    }

    /// <summary>Takes the head out of the scope that it was made in.</summary>
    public LinearHead Detach()
    {
        Weights.DetachFromDisposeScope();
        Bias.DetachFromDisposeScope();
        return this;
    }

    public void Dispose()
    {
        Weights.Dispose();
        Bias.Dispose();
    }
}
