using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Normalisation;

/// <summary>Scales each sample to length 1: x / (‖x‖₂ + 10⁻⁴). The study's form.</summary>
/// <remarks>
/// Hinton (2022, section 2.1); the constant is that of the study's code. Elements shrink with the root of the width: weights
/// must grow many-fold before a mean-square goodness reaches a threshold of 2, which is why the study trains with a learning rate
/// of 0.03 for hundreds of full-batch steps.
/// </remarks>
public sealed class LengthNormalisation : INormalisation
{
    private const double Epsilon = 1e-4;

    /// <inheritdoc/>
    public Tensor Normalise(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = input.flatten(1);
        Tensor length = flat.square().sum([1], keepdim: true).sqrt_().add_(Epsilon);
        return (flat / length).view(input.shape).MoveToOuterDisposeScope();
    }
}
