using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A learned linear map of a layer's activations, <c>[features, columns]</c>, first drawn from N(0, 1/features); maps are averaged to a grid before.
/// </summary>
internal sealed class GridProjection : IDisposable
{
    private readonly int _grid;

    public GridProjection(IReadOnlyList<long> outputShape, int grid, int columns, LayerContext context)
    {
        _grid = grid;
        ArgumentNullException.ThrowIfNull(context);
        long features = outputShape.Count == 1 ? outputShape[0] : checked(outputShape[0] * grid * grid);
        Weights = context.InitialValues.Create([features, columns], () => randn([features, columns], generator: context.Generator).div_(Math.Sqrt(features))).DetachFromDisposeScope();
    }

    public Tensor Weights { get; }

    /// <summary>The features that the map applies to, <c>[rows, features]</c>.</summary>
    public Tensor Read(Tensor activations) =>
        activations.ndim == 2 ? activations
        : activations.shape[2] == _grid && activations.shape[3] == _grid ? activations.flatten(1)
        : nn.functional.adaptive_avg_pool2d(activations, _grid).flatten(1);

    public void Dispose() => Weights.Dispose();
}
