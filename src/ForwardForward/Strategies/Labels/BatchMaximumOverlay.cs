using ForwardForward.Data;
using ForwardForward.Faithful;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Writes the label in the brightest value of the batch: pixels 0 … C−1 become 0, and pixel y becomes the largest value of the batch, taken
/// before a sampler changed it.
/// </summary>
/// <remarks>
/// The overlay of Hinton (2022, section 3.3), in the brightness of the images. The labels of positives and negatives have one brightness;
/// with <see cref="FaithfulBatchMaximumOverlay"/> they have two where a sampler changes the images. An image's label depends on the images
/// it comes with, and a maximum of 0 cannot be read. The neutral label is the maximum / C in each of the C pixels.
/// </remarks>
public sealed class BatchMaximumOverlay : ILabelOverlay, IOnnxLabelEmbedding
{
    /// <inheritdoc/>
    public Tensor Embed(Tensor images, Tensor labels, int classes) => EmbedCorrupted(images, labels, classes, clean: images);

    /// <inheritdoc/>
    public Tensor EmbedCorrupted(Tensor images, Tensor labels, int classes, Tensor clean)
    {
        using Tensor maximum = FirstPixels.Largest(clean);
        return FirstPixels.Write(images, labels, classes, maximum);
    }

    /// <inheritdoc/>
    public Tensor EmbedNeutral(Tensor images, int classes)
    {
        using Tensor maximum = FirstPixels.Largest(images);
        return FirstPixels.WriteNeutral(images, classes, maximum);
    }

    /// <inheritdoc/>
    public string? FindProblem(ImageShape shape, int classes) => FirstPixels.FindProblem(shape, classes);

    /// <inheritdoc/>
    IReadOnlyList<string> ILabelEmbedding.FindDoubts(Tensor images, int classes) =>
        [.. FirstPixels.FindLosses(Expect.Images(images), classes)];

    /// <inheritdoc/>
    public Tensor LabelValue(Tensor images) => FirstPixels.Largest(images);

    OnnxValue IOnnxLabelEmbedding.Embed(
        OnnxGraph graph, OnnxValue images, OnnxValue labels, IReadOnlyList<long> shape, int classes) =>
        LabelSlots.Overwrite(graph, images, LabelSlots.Show(graph, labels, classes, LabelSlots.Largest(graph, images)), shape, classes);

    OnnxValue IOnnxLabelEmbedding.EmbedNeutral(OnnxGraph graph, OnnxValue images, IReadOnlyList<long> shape, int classes) =>
        LabelSlots.Overwrite(
            graph, images, LabelSlots.ShowNeutral(graph, images, classes, LabelSlots.Largest(graph, images)), shape, classes);
}
