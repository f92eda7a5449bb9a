using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A class-wise loss that states its own derivative, so that a layer's update needs no automatic differentiation.</summary>
/// <remarks>The results are those of automatic differentiation, but for rounding; only the time differs.</remarks>
public interface IDifferentiableClassLoss : IClassLoss
{
    /// <summary>The loss of a batch, and how it changes with the goodness of each class.</summary>
    /// <param name="goodness">Goodness of every class, <c>[batch, classes]</c>.</param>
    /// <param name="labels">The true classes, <c>[batch]</c>, int64.</param>
    /// <returns>The loss, a scalar, and ∂loss/∂goodness, <c>[batch, classes]</c>.</returns>
    (Tensor Loss, Tensor Slope) Differentiate(Tensor goodness, Tensor labels);
}
