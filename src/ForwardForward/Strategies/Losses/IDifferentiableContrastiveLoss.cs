using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A contrastive loss that states its own derivative, so that a layer's update needs no automatic differentiation.</summary>
/// <remarks>
/// The results equal those of automatic differentiation up to rounding; only the time differs. A layer uses it where no modulation changes
/// the goodness.
/// </remarks>
public interface IDifferentiableContrastiveLoss : IContrastiveLoss
{
    /// <summary>The loss of a batch, and how it changes with the goodness of each sample.</summary>
    /// <param name="positive">Goodness of the positive samples, <c>[batch]</c>.</param>
    /// <param name="negative">Goodness of the negative samples, <c>[batch]</c>; sample i is the partner of positive i.</param>
    /// <returns>The loss, a scalar; ∂loss/∂positive and ∂loss/∂negative, each <c>[batch]</c>.</returns>
    (Tensor Loss, Tensor Positive, Tensor Negative) Differentiate(Tensor positive, Tensor negative);
}
