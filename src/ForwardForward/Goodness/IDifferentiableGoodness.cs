using static TorchSharp.torch;

namespace ForwardForward.Goodness;

/// <summary>A goodness that states its own derivative, so that a layer's update needs no automatic differentiation.</summary>
/// <remarks>The results are those of automatic differentiation, but for rounding; only the time differs.</remarks>
public interface IDifferentiableGoodness : IGoodness
{
    /// <summary>The derivative of each sample's goodness with respect to that sample's activations.</summary>
    /// <param name="activations">A layer's activations, <c>[batch, …]</c>.</param>
    /// <returns>∂g/∂a, of the shape of <paramref name="activations"/>.</returns>
    Tensor Derivative(Tensor activations);
}
