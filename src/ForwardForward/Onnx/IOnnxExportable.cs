namespace ForwardForward;

/// <summary>
/// A part of a network that says what it computes as ONNX operators, so that <c>FFNetwork.ExportOnnx</c> can write a network that has it.
/// </summary>
/// <remarks>
/// <para>A goodness, a normalisation, a layer and an objective implement it, built in or your own; a label embedding implements
/// <see cref="IOnnxLabelEmbedding"/>. What acts only while a network learns, such as a loss or a modulation, needs neither.</para>
/// <para>The operators compute what the part computes while nothing learns, in float32. For a goodness and an objective that is the score,
/// <c>[rows]</c> or <c>[rows, classes]</c>. For a normalisation it is the rescaled input, with the same shape; for a layer its
/// activations, <c>[rows, …]</c>. Nothing checks that it is the same: compare the scores of an exported network with
/// <c>ScoreLabels</c>.</para>
/// </remarks>
public interface IOnnxExportable
{
    /// <summary>Adds what the part computes to a graph.</summary>
    /// <param name="graph">The graph; add operators of opset 17 to it.</param>
    /// <param name="input">What the part is given, <c>[rows, …]</c>, float32.</param>
    /// <param name="shape">The shape of one row of it, without the batch.</param>
    /// <returns>What the part gives, a row for each of the input's.</returns>
    OnnxValue Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape);
}
