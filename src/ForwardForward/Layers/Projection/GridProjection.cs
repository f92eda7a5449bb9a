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
    public Tensor Read(Tensor activations) =>
        Expect.Rows(activations, _shape).ndim == 2 ? activations
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
        Tensor gradient = slope.mm(Weights.t());
        return activations.ndim == 2 ? gradient
            : IsOnGrid(activations) ? empty_like(activations).copy_(gradient.view(activations.shape)) // In memory as the activations are.
            : SpreadOverTheMap(activations, gradient);
    }

    private bool IsOnGrid(Tensor activations) => activations.shape[2] == _grid[0] && activations.shape[3] == _grid[1];

    /// <summary>
    /// ∂loss/∂map: each square of the grid hands its slope to its places in equal parts. Others go by automatic differentiation.
    /// </summary>
    private Tensor SpreadOverTheMap(Tensor activations, Tensor gradient)
    {
        (long rows, long channels, long height, long width) = (
            activations.shape[0], activations.shape[1], activations.shape[2] / _grid[0], activations.shape[3] / _grid[1]);
        if (activations.shape[2] == height * _grid[0] && activations.shape[3] == width * _grid[1])
            return gradient.Divide(height * width).view(rows, channels, _grid[0], _grid[1]).permute(0, 2, 3, 1)
                .view(rows, _grid[0], 1, _grid[1], 1, channels).expand(rows, _grid[0], height, _grid[1], width, channels)
                .reshape(rows, activations.shape[2], activations.shape[3], channels).permute(0, 3, 1, 2);
        Tensor map = activations.detach().requires_grad_();
        using var recording = enable_grad();
        Read(map).backward([gradient]);
        return map.grad!;
    }
}
