using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Scales each sample to length 1: x / (‖x‖₂ + ε).</summary>
/// <remarks>
/// Hinton (2022, section 2.1). Elements shrink with the root of the width, so weights must grow many-fold before a mean-square goodness
/// reaches a threshold of 2: use a learning rate such as 0.03, or <see cref="MeanSquareNormalisation"/>.
/// </remarks>
public sealed class LengthNormalisation : IRowScaling, IBorrowingNormalisation, IOnnxExportable
{
    private const double LeastSquare = 1e-37; // At 0 the slope of the root is infinite, and a gradient through it not a number.

    /// <summary>Creates the normalisation.</summary>
    /// <param name="epsilon">ε, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not a positive number.</exception>
    public LengthNormalisation(double epsilon = 1e-4)
    {
        Epsilon = Require.Positive(epsilon, nameof(epsilon));
    }

    /// <summary>ε, what is added to the length.</summary>
    /// <value>The default is 10⁻⁴.</value>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public Tensor Normalise(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return NormaliseRows(Expect.Rows(input).flatten(1), WorkSpace.None).view(input.shape).MoveToOuterDisposeScope();
    }

    Tensor IBorrowingNormalisation.NormaliseRows(Tensor rows, WorkSpace space) => NormaliseRows(rows, space);

    /// <inheritdoc/>
    public Tensor Scale(Tensor squaredLengths, long width) => ScaleOf(Expect.Rows(squaredLengths, [1]));

    private Tensor NormaliseRows(Tensor rows, WorkSpace space)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor scale = ScaleOf(RowKernels.SquaredLengths(rows).unsqueeze(1));
        return RowKernels.Scale(rows, scale, space).MoveToOuterDisposeScope();
    }

    private Tensor ScaleOf(Tensor squaredLengths)
    {
        using DisposeScope scope = NewDisposeScope();
        return squaredLengths.AtLeast(LeastSquare).sqrt_().Add(Epsilon).reciprocal_().MoveToOuterDisposeScope();
    }

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue square = graph.Add("Max", [graph.ReduceRowsInPlace("ReduceSumSquare", input, shape), graph.Constant(LeastSquare)]);
        return graph.Divide(input, graph.Sum(graph.Add("Sqrt", [square]), Epsilon));
    }
}
