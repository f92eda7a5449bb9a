using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The mean of a sample's squared activations: g = 1/H · Σⱼ aⱼ². The default.
/// </summary>
/// <remarks>
/// Hinton (2022, section 2) sums the squares and sets the threshold to the number of units. The mean is the same function, with a
/// threshold that does not depend on the width. ∂g/∂aⱼ = 2aⱼ/H.
/// </remarks>
public sealed class MeanSquareGoodness : ILengthGoodness, IOnnxExportable
{
    /// <inheritdoc/>
    public Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = Expect.Rows(activations).flatten(1);
        return Measure(RowKernels.SquaredLengths(rows), rows.shape[1]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Measure(Tensor squaredLengths, long width) => Expect.Numbers(squaredLengths).Divide(width);

    /// <inheritdoc/>
    public Tensor Slope(Tensor squaredLengths, long width) => empty_like(Expect.Numbers(squaredLengths)).FillInPlace(1.0 / width);

    /// <inheritdoc/>
    public Tensor Derivative(Tensor activations) => Expect.Rows(activations).Multiply(2.0 * activations.shape[0] / activations.numel());

    /// <inheritdoc/>
    public Tensor PullBack(Tensor activations, Tensor slope)
    {
        using DisposeScope scope = NewDisposeScope();
        return (PerSample.Spread(slope, activations).Multiply(2.0 * activations.shape[0] / activations.numel()) * activations)
            .MoveToOuterDisposeScope();
    }

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape) =>
        graph.ReduceRows("ReduceMean", graph.Square(input), shape);
}
