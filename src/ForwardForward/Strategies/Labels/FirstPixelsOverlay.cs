using ForwardForward.Data;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Writes the label into an image's first pixels: pixels 0 … C−1 become 0, and pixel y becomes <see cref="Value"/>. The default.
/// </summary>
/// <remarks>
/// Hinton (2022, section 3.3). What stands in the first C pixels is lost: digits have only background there, a table its first columns
/// (see <see cref="AppendedLabel"/>).
/// A larger value makes the label louder against the image. The neutral label is <see cref="Value"/> / C in
/// each of the C pixels. Of several channels, the pixels are the first rows of the first channel.
/// </remarks>
public sealed class FirstPixelsOverlay : ILabelOverlay, IOnnxLabelEmbedding
{
    /// <summary>Creates the overlay.</summary>
    /// <param name="value">What the label's pixel becomes; finite and not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is 0 or not finite.</exception>
    public FirstPixelsOverlay(double value = 5.0)
    {
        Value = LabelValues.Readable(value);
    }

    /// <summary>What the label's pixel becomes.</summary>
    /// <value>The default is 5, chosen with inputs scaled to mean square 1.</value>
    public double Value { get; }

    /// <inheritdoc/>
    public Tensor Embed(Tensor images, Tensor labels, int classes)
    {
        using Tensor value = LabelValue(images);
        return FirstPixels.Write(images, labels, classes, value);
    }

    /// <inheritdoc/>
    public Tensor EmbedNeutral(Tensor images, int classes)
    {
        using Tensor value = LabelValue(images);
        return FirstPixels.WriteNeutral(images, classes, value);
    }

    /// <inheritdoc/>
    public string? FindProblem(ImageShape shape, int classes) => FirstPixels.FindProblem(shape, classes);

    /// <inheritdoc/>
    IReadOnlyList<string> ILabelEmbedding.FindDoubts(Tensor images, int classes) =>
        [.. FirstPixels.FindFaintness(Expect.Images(images), Value), .. FirstPixels.FindLosses(images, classes)];

    /// <inheritdoc/>
    public Tensor LabelValue(Tensor images) => LabelValues.Scalar(Value, images);

    OnnxValue IOnnxLabelEmbedding.Embed(
        OnnxGraph graph, OnnxValue images, OnnxValue labels, IReadOnlyList<long> shape, int classes) =>
        LabelSlots.Overwrite(graph, images, LabelSlots.Show(graph, labels, classes, graph.Constant(Value)), shape, classes);

    OnnxValue IOnnxLabelEmbedding.EmbedNeutral(OnnxGraph graph, OnnxValue images, IReadOnlyList<long> shape, int classes) =>
        LabelSlots.Overwrite(graph, images, LabelSlots.ShowNeutral(graph, images, classes, graph.Constant(Value)), shape, classes);
}
