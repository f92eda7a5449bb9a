using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// An embedding that overwrites the first pixels with 0, and the label's with one value: images that show other labels differ nowhere else.
/// </summary>
internal interface IPixelOverlay : ILabelEmbedding
{
    /// <summary>What the label's pixel becomes, a scalar.</summary>
    /// <param name="images">The images that are to show labels, unchanged by a sampler, <c>[batch, channels, height, width]</c>.</param>
    Tensor ValueOn(Tensor images);
}
