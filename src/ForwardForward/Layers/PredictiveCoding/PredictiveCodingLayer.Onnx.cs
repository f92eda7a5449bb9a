using ForwardForward.Extensibility;

namespace ForwardForward;

/// <content>The layer as ONNX operators.</content>
internal sealed partial class PredictiveCodingLayer : IOnnxExportable
{
    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue rows = graph.Apply(_normalisation, graph.Flatten(input), [shape.Size()]);
        OnnxValue raw = graph.Add("Relu", [graph.Linear(rows, _weight, _bias)]);
        OnnxValue difference = graph.Subtract(graph.Linear(raw, _predictorWeight, _predictorBias), rows);
        OnnxValue expected = graph.Add("Sigmoid", [graph.Add("Neg", [Surprise(graph, difference)])]);
        OnnxValue gate = graph.Sum(graph.Multiply(expected, -_definition.SurpriseScale), 1);
        return graph.Multiply(raw, gate);
    }

    // [rows, 1]
    private OnnxValue Surprise(OnnxGraph graph, OnnxValue difference)
    {
        OnnxValue error = graph.ReduceAxis("ReduceMean", graph.Square(difference), 1);
        if (_definition.Gate == SurpriseGate.Fixed)
            return graph.Sum(graph.Multiply(error, 10), -5);
        OnnxValue deviation = graph.Add("Sqrt", [graph.Sum(graph.Constant(_errorVariance), Epsilon)]);
        return graph.Divide(graph.Subtract(error, graph.Constant(_errorMean)), deviation);
    }
}
