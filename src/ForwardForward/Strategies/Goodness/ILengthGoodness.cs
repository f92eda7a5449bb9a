using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A goodness that depends on a sample's activations through their squared length alone, ‖a‖² = Σⱼ aⱼ², as Hinton's does. Its slope is
/// the activations times one number a sample: ∂g/∂a = 2a · ∂g/∂‖a‖².
/// </summary>
/// <remarks>
/// A dense layer knows the squared lengths when it has computed the activations, and goes back from the numbers alone, so a step takes two
/// passes over the activations less. Without this interface the results are the same but for rounding.
/// </remarks>
public interface ILengthGoodness : IDifferentiableGoodness
{
    /// <summary>Measures the goodness of each sample.</summary>
    /// <param name="squaredLengths">‖a‖² of each sample, <c>[batch]</c>.</param>
    /// <param name="width">The number of activations of a sample.</param>
    /// <returns>One value a sample, <c>[batch]</c>: what <see cref="IGoodness.Measure"/> gives for the activations.</returns>
    Tensor Measure(Tensor squaredLengths, long width);

    /// <summary>How the goodness changes with the squared length: ∂g/∂‖a‖².</summary>
    /// <param name="squaredLengths">‖a‖² of each sample, <c>[batch]</c>.</param>
    /// <param name="width">The number of activations of a sample.</param>
    /// <returns>One value a sample, <c>[batch]</c>.</returns>
    Tensor Slope(Tensor squaredLengths, long width);
}
