using static TorchSharp.torch;

namespace ForwardForward;

/// <content>The layer as ONNX operators.</content>
internal sealed partial class ConvolutionLayer : IOnnxExportable
{
    private static readonly long[] AllButChannels = [0, 2, 3];

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue normalised = graph.Apply(_normalisation, input, shape);
        OnnxValue rectified = graph.Add(
            "Relu",
            [graph.Convolve(normalised, _weight, _bias, _convolution.Groups, _convolution.Stride, _convolution.Dilation)]);
        OnnxValue pooled = _convolution.Pool == 1
            ? rectified
            : graph.Pool(_convolution.PoolsMaximum ? "MaxPool" : "AveragePool", rectified, _convolution.Pool, _convolution.Pool);
        OnnxValue map = !_convolution.BatchNorm ? pooled
            : _convolution.AlwaysUsesBatchStatistics ? StandardiseByBatch(graph, pooled)
            : graph.Add(
                "BatchNormalization",
                [
                    pooled, graph.Constant(_scale!), graph.Constant(_shift!), graph.Constant(_runningMean!),
                    graph.Constant(_runningVariance!),
                ],
                new OnnxSetting("epsilon", Epsilon));
        return _convolution.Join.Export(graph, map, normalised, shape, _convolution.OutputShape(shape));
    }

    // By the images that the model is given at once, as ONNX's own operator does only for training.
    private OnnxValue StandardiseByBatch(OnnxGraph graph, OnnxValue map)
    {
        OnnxValue centred = graph.Subtract(map, graph.Add("ReduceMean", [map], new OnnxSetting("axes", AllButChannels)));
        OnnxValue variance = graph.Add("ReduceMean", [graph.Square(centred)], new OnnxSetting("axes", AllButChannels));
        OnnxValue standardised = graph.Divide(centred, graph.Add("Sqrt", [graph.Sum(variance, Epsilon)]));
        using Tensor scale = _scale!.view(-1, 1, 1), shift = _shift!.view(-1, 1, 1);
        return graph.Sum(graph.Multiply(standardised, graph.Constant(scale)), graph.Constant(shift));
    }
}
