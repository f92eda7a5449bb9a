using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A goodness that states its own derivative, so that a layer's update needs no automatic differentiation.</summary>
/// <remarks>The results are those of automatic differentiation, but for rounding; only the time differs.</remarks>
public interface IDifferentiableGoodness : IGoodness
{
    /// <summary>The derivative of each sample's goodness with respect to that sample's activations.</summary>
    /// <param name="activations">A layer's activations, <c>[batch, …]</c>.</param>
    /// <returns>∂g/∂a, of the shape of <paramref name="activations"/>.</returns>
    Tensor Derivative(Tensor activations);

    /// <summary>The derivative of each sample's goodness, times a number of that sample.</summary>
    /// <param name="activations">A layer's activations, <c>[batch, …]</c>.</param>
    /// <param name="slope">One number a sample, <c>[batch]</c>: how the loss changes with its goodness.</param>
    /// <returns>
    /// ∂loss/∂a, a tensor of its own of the shape of <paramref name="activations"/>. By default it is <see cref="Derivative"/> times
    /// the slope. Override it where both at once saves a pass over the activations.
    /// </returns>
    Tensor PullBack(Tensor activations, Tensor slope)
    {
        using DisposeScope scope = NewDisposeScope();
        return (Derivative(activations) * PerSample.Spread(slope, activations)).MoveToOuterDisposeScope();
    }
}
