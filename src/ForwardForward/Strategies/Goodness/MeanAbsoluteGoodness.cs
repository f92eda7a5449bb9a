using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The mean of a sample's absolute activations: g = 1/H · Σⱼ |aⱼ|.</summary>
/// <remarks>
/// The absolute value replaces the square of Hinton (2022, section 2). It pushes every active unit alike, while the square pushes strong
/// units most. For rectified activations it equals <see cref="MeanGoodness"/>. ∂g/∂aⱼ = sign(aⱼ)/H, which is 0 at 0.
/// </remarks>
public sealed class MeanAbsoluteGoodness : IDifferentiableGoodness, IOnnxExportable
{
    /// <inheritdoc/>
    public Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return Expect.InMemory(Expect.Rows(activations)).flatten(1).abs().mean([1]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Derivative(Tensor activations) =>
        Expect.Rows(activations).sign().MultiplyInPlace((double)activations.shape[0] / activations.numel());

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape) =>
        graph.ReduceRows("ReduceMean", graph.Add("Abs", [input]), shape);
}
