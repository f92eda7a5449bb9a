using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Appends the label to the flattened image: C values of its own, of which value y is <see cref="Value"/> and the others 0. Nothing of the
/// image is lost.
/// </summary>
/// <remarks>
/// For vectors, such as rows of a table, and for images that reach into their corner. The first layer reads so many inputs more,
/// and must be one that takes rows, such as a dense layer: a convolution needs an image. The neutral label is <see cref="Value"/> / C in
/// each of the C values, and no label at all is 0 in each.
/// </remarks>
public sealed class AppendedLabel : ILabelOverlay, IOnnxLabelEmbedding
{
    /// <summary>Creates the embedding.</summary>
    /// <param name="value">What the label's value becomes; finite and not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is 0 or not finite.</exception>
    public AppendedLabel(double value = 1.0)
    {
        Value = LabelValues.Readable(value);
    }

    /// <summary>What the label's value becomes.</summary>
    /// <value>The default is 1, for features of deviation 1 or pixels in [0, 1]. A larger value makes the label louder.</value>
    public double Value { get; }

    /// <inheritdoc/>
    public int AppendedValues(int classes) => classes;

    /// <inheritdoc/>
    public Tensor Embed(Tensor images, Tensor labels, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor shown = Expect.Beside(
            Expect.Classes(labels, Require.AtLeast(1, classes, nameof(classes)), Expect.Images(images).shape[0]), images);
        Tensor oneHot = nn.functional.one_hot(shown, classes).to(images.dtype).Multiply(Value);
        return cat([images.flatten(1), oneHot], 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor EmbedNeutral(Tensor images, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor neutral = TensorCreation.Full(
            [Expect.Images(images).shape[0], Require.AtLeast(1, classes, nameof(classes))], Value / classes, images.dtype, images.device);
        return cat([images.flatten(1), neutral], 1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public string? FindProblem(ImageShape shape, int classes) => (long)shape.Size + classes <= int.MaxValue
        ? null
        : $"An image of {shape} with {classes} classes has more than {int.MaxValue} values.";

    /// <inheritdoc/>
    public Tensor LabelValue(Tensor images) => LabelValues.Scalar(Value, images);

    OnnxValue IOnnxLabelEmbedding.Embed(
        OnnxGraph graph, OnnxValue images, OnnxValue labels, IReadOnlyList<long> shape, int classes) =>
        graph.Add(
            "Concat", [graph.Flatten(images), LabelSlots.Show(graph, labels, classes, graph.Constant(Value))],
            new OnnxSetting("axis", 1));

    OnnxValue IOnnxLabelEmbedding.EmbedNeutral(OnnxGraph graph, OnnxValue images, IReadOnlyList<long> shape, int classes) =>
        graph.Add(
            "Concat", [graph.Flatten(images), LabelSlots.ShowNeutral(graph, images, classes, graph.Constant(Value))],
            new OnnxSetting("axis", 1));
}
