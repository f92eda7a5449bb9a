using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a label embedding gives, held to its contract.</summary>
internal static class CheckedEmbedding
{
    /// <summary>
    /// The images with one label each; <paramref name="clean"/> are those before a sampler changed them, null where none did.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The embedding gave something else than images, or rows, of the shape and type that it says.
    /// </exception>
    public static Tensor Show(this ILabelEmbedding embedding, Tensor images, Tensor labels, int classes, Tensor? clean = null) =>
        clean is null
            ? Check(embedding.Embed(images, labels, classes), images, embedding, classes, nameof(ILabelEmbedding.Embed))
            : Check(
                embedding.EmbedCorrupted(images, labels, classes, clean), images, embedding, classes,
                nameof(ILabelEmbedding.EmbedCorrupted));

    /// <summary>The images with the neutral label.</summary>
    /// <exception cref="InvalidOperationException">
    /// The embedding gave something else than images, or rows, of the shape and type that it says.
    /// </exception>
    public static Tensor ShowNeutral(this ILabelEmbedding embedding, Tensor images, int classes) =>
        Check(embedding.EmbedNeutral(images, classes), images, embedding, classes, nameof(ILabelEmbedding.EmbedNeutral));

    /// <summary>
    /// The images with no label at all, in the shape that they have with one; the images themselves where that is theirs.
    /// </summary>
    public static Tensor ShowNone(this ILabelEmbedding embedding, Tensor images, int classes)
    {
        int appended = embedding.AppendedValues(classes);
        if (appended == 0)
            return images;
        using DisposeScope scope = NewDisposeScope();
        Tensor none = TensorCreation.Zeros([images.size(0), appended], images.dtype, images.device);
        return cat([images.flatten(1), none], 1).MoveToOuterDisposeScope();
    }

    /// <summary>The shape of an image that shows a label, as the first layer takes it.</summary>
    public static IReadOnlyList<long> ShapeShowing(this ILabelEmbedding embedding, ImageShape image, int classes) =>
        embedding.AppendedValues(classes) is var appended && appended != 0
            ? [(long)image.Size + appended]
            : image.Lengths;

    /// <summary>Whether the label stands after the image, and not over its first pixels.</summary>
    /// <exception cref="InvalidOperationException">The overlay appends other values than one a class.</exception>
    public static bool Appends(this ILabelOverlay overlay, int classes)
    {
        int appended = overlay.AppendedValues(classes);
        return appended == 0 || appended == classes
            ? appended > 0
            : throw new InvalidOperationException(
                $"{overlay.GetType().Name}.{nameof(ILabelEmbedding.AppendedValues)} gave {appended} for {classes} classes. An "
                    + $"{nameof(ILabelOverlay)} must give 0 or one value a class; implement {nameof(ILabelEmbedding)} for others.");
    }

    /// <summary>What the label's pixel becomes, a scalar.</summary>
    /// <exception cref="InvalidOperationException">The overlay gave something else.</exception>
    public static Tensor ValueFor(this ILabelOverlay overlay, Tensor images) =>
        Contract.Scalar(overlay.LabelValue(images), images, overlay, nameof(ILabelOverlay.LabelValue));

    private static Tensor Check(Tensor? shown, Tensor images, ILabelEmbedding embedding, int classes, string member)
    {
        int appended = embedding.AppendedValues(classes);
        return appended == 0
            ? Contract.OfSameForm(shown, images, embedding, member)
            : Contract.RowsOf((images.NumberOfElements / images.size(0)) + appended, shown, images, embedding, member);
    }
}
