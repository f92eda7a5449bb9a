using ForwardForward.Data;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Faithful;

/// <summary>
/// The study's overlay: pixels 0 … C−1 become 0, and pixel y becomes the largest value of the images handed over, one number for all.
/// </summary>
/// <remarks>
/// <para>It repeats a fault of the study's code, which corrupts negatives before it takes the maximum. With noise on standardised MNIST,
/// the label's pixel is then about 4.2 in negatives and 2.82 in positives. So a layer can tell them apart by the label's brightness
/// without reading the label. <see cref="BatchMaximumOverlay"/> closes that shortcut.</para>
/// <para>Some of the study's scripts clear the pixels before they take the maximum. That differs only if these pixels have the largest
/// value. How an image's label looks depends on the images that come with it, both in training and in prediction. As in the study, a
/// maximum of 0 is written too, although a layer cannot read it. Standardised images have one well above 0. The neutral label is the
/// maximum / C in each of the C pixels.</para>
/// </remarks>
public sealed class FaithfulBatchMaximumOverlay : ILabelOverlay, IOnnxLabelEmbedding
{
    /// <inheritdoc/>
    public Tensor Embed(Tensor images, Tensor labels, int classes)
    {
        using Tensor maximum = FirstPixels.Largest(images);
        return FirstPixels.Write(images, labels, classes, maximum);
    }

    /// <inheritdoc/>
    public Tensor EmbedNeutral(Tensor images, int classes)
    {
        using Tensor maximum = FirstPixels.Largest(images);
        return FirstPixels.WriteNeutral(images, classes, maximum);
    }

    /// <inheritdoc/>
    string? ILabelEmbedding.FindProblem(ImageShape shape, int classes) => FirstPixels.FindProblem(shape, classes);

    /// <inheritdoc/>
    IReadOnlyList<string> ILabelEmbedding.FindDoubts(Tensor images, int classes) =>
        [.. FirstPixels.FindLosses(Expect.Images(images), classes)];

    /// <inheritdoc/>
    Tensor ILabelOverlay.LabelValue(Tensor images) => FirstPixels.Largest(images);

    OnnxValue IOnnxLabelEmbedding.Embed(
        OnnxGraph graph, OnnxValue images, OnnxValue labels, IReadOnlyList<long> shape, int classes) =>
        LabelSlots.Overwrite(graph, images, LabelSlots.Show(graph, labels, classes, LabelSlots.Largest(graph, images)), shape, classes);

    OnnxValue IOnnxLabelEmbedding.EmbedNeutral(OnnxGraph graph, OnnxValue images, IReadOnlyList<long> shape, int classes) =>
        LabelSlots.Overwrite(
            graph, images, LabelSlots.ShowNeutral(graph, images, classes, LabelSlots.Largest(graph, images)), shape, classes);
}
