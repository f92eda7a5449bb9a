using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A sampler whose negatives differ from the positives in the image too: a corrupted image under a wrong label.</summary>
/// <remarks>
/// By noise, holes and seams, a layer can tell such a negative from a clean positive without reading the label. But in prediction only the
/// label varies, so the layer may learn the wrong thing well. The control is the same corruption on the positives, with their true labels.
/// <see cref="Corrupt"/> is public for that.
/// </remarks>
public abstract class CorruptingSampler : INegativeSampler
{
    /// <inheritdoc/>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        Tensor labels = WrongLabels.Draw(positives.Labels, context);
        return new LabelledBatch(Corrupt(positives, labels, context), labels);
    }

    /// <summary>Corrupts each image.</summary>
    /// <param name="images">Images and their true labels; they stay as they are.</param>
    /// <param name="shownLabels">
    /// The labels that will be embedded, <c>[batch]</c>, int64: wrong ones for negatives, the true ones for positives as a control.
    /// </param>
    /// <param name="context">The generator and the number of classes.</param>
    /// <returns>New images, <c>[batch, channels, height, width]</c>.</returns>
    public abstract Tensor Corrupt(LabelledBatch images, Tensor shownLabels, SamplingContext context);
}
