using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The mean of a sample's absolute activations: g = 1/H · Σⱼ |aⱼ|.</summary>
/// <remarks>
/// The absolute value in place of the square of Hinton (2022), section 2: every active unit is pushed alike, where the square pushes strong
/// units most. The same as <see cref="MeanGoodness"/> for rectified activations. ∂g/∂aⱼ = sign(aⱼ)/H, which is 0 at 0.
/// </remarks>
public sealed class MeanAbsoluteGoodness : IDifferentiableGoodness
{
    /// <inheritdoc/>
    public Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return Expect.Rows(activations).flatten(1).abs().mean([1]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Derivative(Tensor activations) =>
        Expect.Rows(activations).sign().mul_((double)activations.shape[0] / activations.numel());
}
