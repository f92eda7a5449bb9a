using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// An embedding that gives the label one value a class, 0 and the label's one number, in fixed places: over an image's first pixels, or
/// appended to the image. Images that show different labels differ nowhere else, so a dense layer multiplies an image once for all labels.
/// </summary>
/// <remarks>
/// Hinton (2022, section 3.3). The label overwrites the first pixels where <see cref="ILabelEmbedding.AppendedValues"/> is 0,
/// and is appended where that is the number of classes; an overlay has no other choice. Without this interface an embedding gives the same
/// results, and the first layer takes longer.
/// </remarks>
public interface ILabelOverlay : ILabelEmbedding
{
    /// <summary>What the label's pixel becomes.</summary>
    /// <param name="images">The images that are to show labels, unchanged by a sampler, <c>[batch, channels, height, width]</c>.</param>
    /// <returns>A scalar <c>[]</c> of the images' type, on their device.</returns>
    Tensor LabelValue(Tensor images);
}
