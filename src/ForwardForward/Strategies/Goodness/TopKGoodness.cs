using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The mean square of a sample's k largest activations: g = 1/k · Σ aⱼ² over the top k, with k = max(1, round(fraction · H)).
/// </summary>
/// <remarks>
/// "Selectivity and Shape in the Design of Forward-Forward Goodness Functions" (arXiv 2604.13081): the few strongest units say most about
/// the class. The largest are those of the largest value, not size: a negative activation counts last. Among equal activations <c>topk</c>
/// chooses.
/// ∂g/∂aⱼ = 2aⱼ/k within the top k, and 0 for all other units, which therefore do not learn from the sample.
/// </remarks>
public sealed class TopKGoodness : IDifferentiableGoodness, IOnnxExportable
{
    /// <summary>Creates the goodness.</summary>
    /// <param name="fraction">The share of the units that counts, above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="fraction"/> is not above 0 or above 1.</exception>
    public TopKGoodness(double fraction = 0.02)
    {
        if (!(fraction > 0 && fraction <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(fraction), fraction,
                "The fraction of the units that counts lies above 0 and is at most 1. The default is 0.02: 10 units of 500.");
        Fraction = fraction;
    }

    /// <summary>The share of the units that counts; at least one unit does.</summary>
    /// <value>The default is 0.02.</value>
    public double Fraction { get; }

    /// <inheritdoc/>
    public Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return Strongest(Expect.Rows(activations).flatten(1)).Values.Square().mean([1]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Derivative(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = Expect.Rows(activations).flatten(1);
        (Tensor values, Tensor units) = Strongest(flat);
        return zeros_like(flat).scatter_(1, units, values.Multiply(2.0 / units.shape[1])).view(activations.shape).MoveToOuterDisposeScope();
    }

    private (Tensor Values, Tensor Units) Strongest(Tensor flat) =>
        flat.topk((int)CountOf(flat.shape[1]), 1);

    private long CountOf(long units) => Math.Max(1, (long)Math.Round(Fraction * units));

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        long count = CountOf(shape.Aggregate(1L, (units, length) => units * length));
        OnnxValue strongest = graph.AddWithOutputs(2, "TopK", [graph.Flatten(input), graph.Constant([count])])[0];
        return graph.ReduceRows("ReduceMean", graph.Square(strongest), [count]);
    }
}
