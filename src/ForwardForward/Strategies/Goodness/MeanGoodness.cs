using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The mean of a sample's activations, not squared: g = 1/H · Σⱼ aⱼ.</summary>
/// <remarks>
/// DeeperForward (ICLR 2025) takes this mean over the group of units of each class, and compares the groups. Here it is taken over the
/// whole layer, and compares positives with negatives. ∂g/∂aⱼ = 1/H.
/// </remarks>
public sealed class MeanGoodness : IDifferentiableGoodness, IOnnxExportable
{
    /// <inheritdoc/>
    public Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return Expect.Rows(activations).flatten(1).mean([1]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Derivative(Tensor activations) =>
        empty_like(Expect.Rows(activations)).FillInPlace((double)activations.shape[0] / activations.numel());

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape) =>
        graph.ReduceRows("ReduceMean", input, shape);
}
