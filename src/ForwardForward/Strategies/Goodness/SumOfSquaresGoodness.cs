using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The sum of a sample's squared activations: g = Σⱼ aⱼ². Hinton's goodness (2022, section 2).</summary>
/// <remarks>
/// It grows with the number of units H, so whatever it is compared with must grow too: Hinton's threshold is H, and a threshold, margin
/// or sharpness made for <see cref="MeanSquareGoodness"/> is off by the factor H. The loss is the same for all layers, so give them one
/// width. ∂g/∂aⱼ = 2aⱼ.
/// </remarks>
public sealed class SumOfSquaresGoodness : ILengthGoodness, IOnnxExportable
{
    /// <inheritdoc/>
    public Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return RowKernels.SquaredLengths(Expect.Rows(activations).flatten(1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Measure(Tensor squaredLengths, long width) => Expect.Numbers(squaredLengths).alias();

    /// <inheritdoc/>
    public Tensor Slope(Tensor squaredLengths, long width) => ones_like(Expect.Numbers(squaredLengths));

    /// <inheritdoc/>
    public Tensor Derivative(Tensor activations) => Expect.Rows(activations).Multiply(2);

    /// <inheritdoc/>
    public Tensor PullBack(Tensor activations, Tensor slope)
    {
        using DisposeScope scope = NewDisposeScope();
        return (PerSample.Spread(slope, activations).Multiply(2) * activations).MoveToOuterDisposeScope();
    }

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape) =>
        graph.ReduceRows("ReduceSumSquare", input, shape);
}
