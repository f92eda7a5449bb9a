using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What many parts of a network compute, as ONNX operators.</summary>
internal static class OnnxArithmetic
{
    public static OnnxValue Sum(this OnnxGraph graph, OnnxValue one, OnnxValue other) => graph.Add("Add", [one, other]);

    public static OnnxValue Sum(this OnnxGraph graph, OnnxValue one, double other) => graph.Sum(one, graph.Constant(other));

    public static OnnxValue Subtract(this OnnxGraph graph, OnnxValue one, OnnxValue other) => graph.Add("Sub", [one, other]);

    public static OnnxValue Multiply(this OnnxGraph graph, OnnxValue one, OnnxValue other) => graph.Add("Mul", [one, other]);

    public static OnnxValue Multiply(this OnnxGraph graph, OnnxValue one, double other) => graph.Multiply(one, graph.Constant(other));

    public static OnnxValue Divide(this OnnxGraph graph, OnnxValue one, OnnxValue other) => graph.Add("Div", [one, other]);

    public static OnnxValue Divide(this OnnxGraph graph, OnnxValue one, double other) => graph.Divide(one, graph.Constant(other));

    public static OnnxValue Square(this OnnxGraph graph, OnnxValue value) => graph.Multiply(value, value);

    /// <summary>Rows <c>[rows, values]</c>.</summary>
    public static OnnxValue Flatten(this OnnxGraph graph, OnnxValue value) => graph.Add("Flatten", [value]);

    /// <summary>Rows of another shape, given without the batch.</summary>
    public static OnnxValue Reshape(this OnnxGraph graph, OnnxValue value, IReadOnlyList<long> shape) =>
        graph.Add("Reshape", [value, graph.Constant([-1, .. shape])]);

    /// <summary>How many rows there are, <c>[1]</c>, int64.</summary>
    public static OnnxValue CountRows(this OnnxGraph graph, OnnxValue value) =>
        graph.Add("Shape", [value], new("start", 0), new("end", 1));

    /// <summary>One number for each row of a shape, <c>[rows]</c>: of operators such as ReduceMean.</summary>
    public static OnnxValue ReduceRows(this OnnxGraph graph, string operation, OnnxValue rows, IReadOnlyList<long> shape) =>
        graph.Add(operation, [rows], new("axes", AxesOf(shape)), new("keepdims", 0));

    /// <summary>As <see cref="ReduceRows"/>, <c>[rows, 1, …]</c>, beside the rows.</summary>
    public static OnnxValue ReduceRowsInPlace(this OnnxGraph graph, string operation, OnnxValue rows, IReadOnlyList<long> shape) =>
        graph.Add(operation, [rows], new OnnxSetting("axes", AxesOf(shape)));

    /// <summary>As <see cref="ReduceRowsInPlace"/>, over one axis.</summary>
    public static OnnxValue ReduceAxis(this OnnxGraph graph, string operation, OnnxValue value, long axis) =>
        graph.Add(operation, [value], new OnnxSetting("axes", [axis]));

    /// <summary>rows · weightᵀ + bias, <c>[rows, units]</c>.</summary>
    public static OnnxValue Linear(this OnnxGraph graph, OnnxValue rows, Tensor weight, Tensor bias) =>
        graph.Add("Gemm", [rows, graph.Constant(weight), graph.Constant(bias)], new OnnxSetting("transB", 1));

    /// <summary>A padded convolution that without a stride keeps the size of the map.</summary>
    public static OnnxValue Convolve(
        this OnnxGraph graph, OnnxValue map, Tensor weight, Tensor bias, long groups = 1, long stride = 1, long dilation = 1)
    {
        long padding = weight.size(2) / 2 * dilation;
        return graph.Add(
            "Conv", [map, graph.Constant(weight), graph.Constant(bias)],
            new("pads", [padding, padding, padding, padding]), new("group", groups), new("strides", [stride, stride]),
            new("dilations", [dilation, dilation]));
    }

    /// <summary>Squares of a map as one place each, by AveragePool or MaxPool; what is left at the edge is left out.</summary>
    public static OnnxValue Pool(this OnnxGraph graph, string operation, OnnxValue map, long height, long width) =>
        graph.Add(operation, [map], new("kernel_shape", [height, width]), new("strides", [height, width]));

    private static long[] AxesOf(IReadOnlyList<long> shape) => [.. Enumerable.Range(1, shape.Count).Select(axis => (long)axis)];
}
