using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A learned linear map of a layer's activations, <c>[features, columns]</c>, first drawn from N(0, 1/features). Maps are averaged to a
/// grid before; one that is smaller than the grid is taken as it is.
/// </summary>
internal sealed class GridProjection
{
    private readonly IReadOnlyList<long> _shape;
    private readonly long[] _grid;

    public GridProjection(IReadOnlyList<long> outputShape, int grid, int columns, LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _shape = outputShape;
        bool isMap = outputShape.Count == 3;
        _grid = isMap ? [Math.Min(grid, outputShape[1]), Math.Min(grid, outputShape[2])] : [];
        long features = checked(outputShape[0] * _grid.Size());
        Weights = context.InitialValues
            .Create(
                [features, columns],
                generator => TensorCreation.DrawNormal([features, columns], float32, generator).DivideInPlace(Math.Sqrt(features)))
            .DetachFromDisposeScope();
    }

    public Tensor Weights { get; }

    /// <summary>The features that are mapped, <c>[rows, features]</c>.</summary>
    public Tensor Read(Tensor activations) => Expect.Rows(activations, _shape).ndim == 2
        ? activations
        : IsOnGrid(activations) ? activations.flatten(1)
        : nn.functional.adaptive_avg_pool2d(activations, _grid).flatten(1);

    /// <summary>Their map, <c>[rows, columns]</c>.</summary>
    public Tensor Apply(Tensor activations) => Read(activations).mm(Weights);

    /// <summary>
    /// From ∂loss/∂map, <c>[rows, columns]</c>, to ∂loss/∂activations; the gradient of the weights joins the step's,
    /// whose scope disposes the rest.
    /// </summary>
    public Tensor PullBack(Tensor activations, Tensor slope, GradientAccumulation gradients)
    {
        gradients.Add(Weights, Read(activations).t().mm(slope));
        return PullBackFeatures(activations, slope.mm(Weights.t()));
    }

    /// <summary>From ∂loss/∂features, <c>[rows, features]</c>, as <see cref="Read(Tensor)"/> gives them, to ∂loss/∂activations.</summary>
    public Tensor PullBackFeatures(Tensor activations, Tensor gradient) => activations.ndim == 2 ? gradient
        : IsOnGrid(activations) ? empty_like(activations).copy_(gradient.view(activations.shape)) // In memory as the activations are.
        : SpreadOverTheMap(gradient, activations);

    private bool IsOnGrid(Tensor activations) => activations.shape[2] == _grid[0] && activations.shape[3] == _grid[1];

    /// <summary>
    /// ∂loss/∂map, <c>[rows, channels, height, width]</c>: each square of the grid hands its slope to its places in equal parts.
    /// </summary>
    private Tensor SpreadOverTheMap(Tensor gradient, Tensor map)
    {
        (long rows, long channels, long height, long width) = (map.size(0), map.size(1), map.size(2), map.size(3));
        Tensor squares = gradient.view(rows, channels, -1).transpose(1, 2).reshape(rows * _grid[0], _grid[1], channels);
        Tensor lines = Shares(width, _grid[1]).expand(rows * _grid[0], width, _grid[1]).bmm(squares);
        Tensor places = Shares(height, _grid[0]).expand(rows, height, _grid[0]).bmm(lines.view(rows, _grid[0], width * channels));
        return places.view(rows, height, width, channels).permute(0, 3, 1, 2);
    }

    /// <summary>
    /// The share of each place of a line in the mean of each of the squares, <c>[places, squares]</c>. Square i reaches from
    /// ⌊i · places / squares⌋ to before ⌈(i + 1) · places / squares⌉, as libtorch's adaptive pooling has it.
    /// </summary>
    private Tensor Shares(long places, long squares)
    {
        double[] shares = new double[places * squares];
        for (long square = 0; square < squares; square++)
        {
            long start = square * places / squares, end = (((square + 1) * places) + squares - 1) / squares;
            for (long place = start; place < end; place++)
                shares[(place * squares) + square] = 1.0 / (end - start);
        }
        return TensorCreation.CopyOf(shares).view(places, squares).to(Weights.dtype, Weights.device);
    }

    /// <summary>As <see cref="Read(Tensor)"/>, as ONNX operators, which know no adaptive pooling.</summary>
    public OnnxValue Read(OnnxGraph graph, OnnxValue activations)
    {
        if (_shape.Count == 1 || (_shape[1] == _grid[0] && _shape[2] == _grid[1]))
            return graph.Flatten(activations);
        if (_shape[1] % _grid[0] == 0 && _shape[2] % _grid[1] == 0)
            return graph.Flatten(graph.Pool("AveragePool", activations, _shape[1] / _grid[0], _shape[2] / _grid[1]));
        using Tensor across = Shares(_shape[2], _grid[1]), down = Shares(_shape[1], _grid[0]), lines = down.t();
        OnnxValue narrowed = graph.Add("MatMul", [activations, graph.Constant(across)]);
        return graph.Flatten(graph.Add("MatMul", [graph.Constant(lines), narrowed]));
    }
}
