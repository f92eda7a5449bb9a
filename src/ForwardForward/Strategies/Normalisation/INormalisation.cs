using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Rescales what a layer is given, sample by sample, so that it cannot read the goodness of the layer before
/// (Hinton 2022, section 2.1).
/// </summary>
/// <remarks>A pure function, without state.</remarks>
public interface INormalisation
{
    /// <summary>Normalises each sample by itself.</summary>
    /// <param name="input">Input of a layer, <c>[batch, …]</c>.</param>
    /// <returns>The rescaled input, of the same shape. It may share the input's memory: do not write into it.</returns>
    Tensor Normalise(Tensor input);
}
