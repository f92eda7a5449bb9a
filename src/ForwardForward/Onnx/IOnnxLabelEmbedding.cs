namespace ForwardForward;

/// <summary>
/// A label embedding that says what it computes as ONNX operators, so that <c>FFNetwork.ExportOnnx</c> can write a network that has it.
/// </summary>
/// <remarks>The other parts implement <see cref="IOnnxExportable"/>.</remarks>
public interface IOnnxLabelEmbedding
{
    /// <summary>Adds what <c>ILabelEmbedding.Embed</c> computes to a graph.</summary>
    /// <param name="graph">The graph; add operators of opset 17 to it.</param>
    /// <param name="images">Images, <c>[rows, channels, height, width]</c>, float32, scaled as the layers see them.</param>
    /// <param name="labels">The label that each shows, <c>[rows]</c>, int64.</param>
    /// <param name="shape">The shape of one image, <c>[channels, height, width]</c>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>Images of the same shape, or rows, as <c>ILabelEmbedding.AppendedValues</c> says.</returns>
    OnnxValue Embed(OnnxGraph graph, OnnxValue images, OnnxValue labels, IReadOnlyList<long> shape, int classes);

    /// <summary>Adds what <c>ILabelEmbedding.EmbedNeutral</c> computes to a graph: what a softmax head reads.</summary>
    /// <param name="graph">The graph; add operators of opset 17 to it.</param>
    /// <param name="images">Images, <c>[rows, channels, height, width]</c>, float32, scaled as the layers see them.</param>
    /// <param name="shape">The shape of one image, <c>[channels, height, width]</c>.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>Images of the same shape, or rows, as <c>ILabelEmbedding.AppendedValues</c> says.</returns>
    OnnxValue EmbedNeutral(OnnxGraph graph, OnnxValue images, IReadOnlyList<long> shape, int classes);
}
