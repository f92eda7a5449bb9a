using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a label embedding gives, held to its contract.</summary>
internal static class CheckedEmbedding
{
    /// <summary>
    /// The images with one label each; <paramref name="clean"/> are those before a sampler changed them, null where none did.
    /// </summary>
    /// <exception cref="InvalidOperationException">The embedding gave something else than images of the same shape and type.</exception>
    public static Tensor Show(this ILabelEmbedding embedding, Tensor images, Tensor labels, int classes, Tensor? clean = null) =>
        clean is null
            ? Contract.OfSameForm(embedding.Embed(images, labels, classes), images, embedding, nameof(ILabelEmbedding.Embed))
            : Contract.OfSameForm(
                embedding.EmbedCorrupted(images, labels, classes, clean), images, embedding, nameof(ILabelEmbedding.EmbedCorrupted));

    /// <summary>The images with the neutral label.</summary>
    /// <exception cref="InvalidOperationException">The embedding gave something else than images of the same shape and type.</exception>
    public static Tensor ShowNeutral(this ILabelEmbedding embedding, Tensor images, int classes) =>
        Contract.OfSameForm(embedding.EmbedNeutral(images, classes), images, embedding, nameof(ILabelEmbedding.EmbedNeutral));

    /// <summary>What the label's pixel becomes, a scalar.</summary>
    /// <exception cref="InvalidOperationException">The overlay gave something else.</exception>
    public static Tensor ValueFor(this ILabelOverlay overlay, Tensor images) =>
        Contract.Scalar(overlay.LabelValue(images), images, overlay, nameof(ILabelOverlay.LabelValue));
}
