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
                [features, columns], generator => randn([features, columns], float32, CPU, generator: generator).div_(Math.Sqrt(features)))
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
        if (activations.ndim == 2)
            return gradient;
        return IsOnGrid(activations) ? gradient.view(activations.shape) : SpreadOverTheMap(activations, gradient);
    }

    private bool IsOnGrid(Tensor activations) => activations.shape[2] == _grid[0] && activations.shape[3] == _grid[1];

    private Tensor SpreadOverTheMap(Tensor activations, Tensor gradient)
    {
        Tensor leaf = activations.detach().requires_grad_();
        using var recording = enable_grad();
        Read(leaf).backward([gradient]);
        return leaf.grad!;
    }
}
