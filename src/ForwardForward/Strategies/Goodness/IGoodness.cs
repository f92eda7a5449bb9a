using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// How strongly a layer responds to a sample: the quantity that Forward-Forward raises for positive samples and lowers for
/// negative ones (Hinton 2022, arXiv 2212.13345, section 2).
/// </summary>
/// <remarks>
/// An implementation is a pure function: it keeps no state, changes no argument and may be called from several threads.
/// If it is made of differentiable tensor operations, it trains as it is, by automatic differentiation. Implement
/// <see cref="IDifferentiableGoodness"/> as well to state the derivative and train faster.
/// </remarks>
public interface IGoodness
{
    /// <summary>Measures the goodness of each sample.</summary>
    /// <param name="activations">A layer's activations, <c>[batch, …]</c>.</param>
    /// <returns>One value a sample, <c>[batch]</c>.</returns>
    Tensor Measure(Tensor activations);
}
