using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Brings each sample, or each of its groups of features, to mean 0 and standard deviation 1: (x − mean(x)) / (std(x) + 10⁻⁵).
/// </summary>
/// <remarks>
/// It is layer normalisation (arXiv 1607.06450) without gain and bias, and with the constant on the deviation, not the variance.
/// Unlike <see cref="LengthNormalisation"/> and <see cref="MeanSquareNormalisation"/> it hides the mean as well.
/// With one group a class it hides the class-wise goodness of the layer before, which a whole sample's statistics would let through:
/// DeeperForward (ICLR 2025) does so. The deviation is the biased one, √(1/H · Σⱼ (xⱼ − mean)²). Equal features all become 0.
/// </remarks>
public sealed class StandardiseNormalisation : IBorrowingNormalisation, IOnnxExportable
{
    private const double Epsilon = 1e-5;

    /// <summary>Creates the normalisation.</summary>
    /// <param name="groups">How many equal groups of neighbouring features, or of channels, are standardised apart; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one group.</exception>
    public StandardiseNormalisation(int groups = 1)
    {
        Groups = Require.AtLeast(1, groups, nameof(groups));
    }

    /// <summary>How many groups of features are standardised apart.</summary>
    /// <value>The default is 1: the whole sample.</value>
    public int Groups { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The groups do not divide the features of a sample.</exception>
    public Tensor Normalise(Tensor input)
    {
        long features = Expect.Rows(input).numel() / input.shape[0];
        if (features % Groups != 0)
            throw new ArgumentException(
                $"{features} features cannot be standardised in {Groups} equal groups. Use a number of units or channels that {Groups} "
                    + "divides.",
                nameof(input));
        using DisposeScope scope = NewDisposeScope();
        if (Groups == 1)
            return MapFormat.MapRows(input, rows => RowKernels.Standardise(rows, Epsilon, WorkSpace.None)).MoveToOuterDisposeScope();
        if (input.ndim == 4 && input.size(1) % Groups == 0 && MapKernels.Takes(input))
            return MapKernels.Standardise(input, Groups, Epsilon).MoveToOuterDisposeScope();
        Tensor groups = input.reshape(input.shape[0] * Groups, features / Groups);
        return RowKernels.Standardise(groups, Epsilon, WorkSpace.None).view(input.shape).MoveToOuterDisposeScope();
    }

    Tensor IBorrowingNormalisation.NormaliseRows(Tensor rows, WorkSpace space) =>
        Groups == 1 ? RowKernels.Standardise(rows, Epsilon, space) : Normalise(rows);

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue groups = graph.Reshape(input, [Groups, shape.Aggregate(1L, (features, length) => features * length) / Groups]);
        OnnxValue centred = graph.Subtract(groups, graph.ReduceAxis("ReduceMean", groups, 2));
        OnnxValue deviation = graph.Add("Sqrt", [graph.ReduceAxis("ReduceMean", graph.Square(centred), 2)]);
        return graph.Reshape(graph.Divide(centred, graph.Sum(deviation, Epsilon)), shape);
    }
}
