using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Images and what was drawn for them, before any label is embedded.</summary>
/// <param name="Clean">The images as they are, with their true labels.</param>
/// <param name="Positives">What is shown as positive: the clean images, or the same images corrupted.</param>
/// <param name="Negatives">What is shown as negative.</param>
internal readonly record struct SampledBatch(LabelledBatch Clean, LabelledBatch Positives, LabelledBatch Negatives)
{
    /// <summary>The same draw with another tensor in the place of the clean images: the bytes, say, that they were read from.</summary>
    public SampledBatch ShowInstead(Tensor images)
    {
        Tensor clean = Clean.Images;
        return Map(drawn => ReferenceEquals(drawn, clean) ? images : drawn, labels => labels);
    }

    /// <summary>Maps images and labels. Image tensors that are one and the same stay so, and are mapped once.</summary>
    public SampledBatch Map(Func<Tensor, Tensor> mapImages, Func<Tensor, Tensor> mapLabels)
    {
        Tensor original = Clean.Images, images = mapImages(original), labels = mapLabels(Clean.Labels);
        return new SampledBatch(
            new LabelledBatch(images, labels),
            new LabelledBatch(Shared(Positives.Images), labels),
            new LabelledBatch(Shared(Negatives.Images), mapLabels(Negatives.Labels)));

        Tensor Shared(Tensor others) => ReferenceEquals(others, original) ? images : mapImages(others);
    }
}
