using ForwardForward.Extensibility;

namespace ForwardForward;

/// <content>The layer as ONNX operators.</content>
internal partial class DenseLayer : IOnnxExportable
{
    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue rows = graph.Apply(_normalisation, graph.Flatten(input), [shape.Size()]);
        OnnxValue rectified = graph.Add("Relu", [graph.Linear(rows, _weight, _bias)]);
        return _layerNorm is null ? rectified : _layerNorm.Export(graph, rectified);
    }
}
