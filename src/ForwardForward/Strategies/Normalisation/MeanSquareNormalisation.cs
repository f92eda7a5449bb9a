using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Scales each sample to mean square 1: x / √(mean(x²) + ε). The default.</summary>
/// <remarks>
/// The code that Hinton published with the paper (2022) has it; it is root-mean-square normalisation (arXiv 1910.07467) without gain.
/// The direction is kept, as with <see cref="LengthNormalisation"/>, but every element stays of order 1 whatever the width,
/// so ordinary weights and learning rates fit.
/// </remarks>
public sealed class MeanSquareNormalisation : IRowScaling, IBorrowingNormalisation, IOnnxExportable
{
    private const double Epsilon = 1e-8;

    /// <inheritdoc/>
    public Tensor Normalise(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return NormaliseRows(Expect.Rows(input).flatten(1), WorkSpace.None).view(input.shape).MoveToOuterDisposeScope();
    }

    Tensor IBorrowingNormalisation.NormaliseRows(Tensor rows, WorkSpace space) => NormaliseRows(rows, space);

    /// <inheritdoc/>
    public Tensor Scale(Tensor squaredLengths, long width) => ScaleOf(Expect.Rows(squaredLengths, [1]), width);

    private static Tensor NormaliseRows(Tensor rows, WorkSpace space)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor scale = ScaleOf(RowKernels.SquaredLengths(rows).unsqueeze(1), rows.size(1));
        return RowKernels.Scale(rows, scale, space).MoveToOuterDisposeScope();
    }

    private static Tensor ScaleOf(Tensor squaredLengths, long width)
    {
        using DisposeScope scope = NewDisposeScope();
        return squaredLengths.Divide(width).AddInPlace(Epsilon).rsqrt_().MoveToOuterDisposeScope();
    }

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue meanSquare = graph.ReduceRowsInPlace("ReduceMean", graph.Square(input), shape);
        return graph.Divide(input, graph.Add("Sqrt", [graph.Sum(meanSquare, Epsilon)]));
    }
}
