using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// PyTorch's LayerNorm over the units of each row: y = γ · n + β, n = (x − mean) / √(variance + 10⁻⁵), with the way back in closed form.
/// </summary>
internal sealed class LayerNorm(Tensor scale, Tensor shift)
{
    private const double Epsilon = 1e-5;

    /// <summary>The output, <c>[rows, units]</c>, from rows of that shape.</summary>
    public Tensor Apply(Tensor rows)
    {
        using DisposeScope scope = NewDisposeScope();
        return (Standardise(rows).Standardised * scale).AddInPlace(shift).MoveToOuterDisposeScope();
    }

    /// <summary>From ∂loss/∂y to ∂loss/∂x; the gradients of γ and β join the step's.</summary>
    public Tensor GoBack(Tensor rows, Tensor gradient, GradientAccumulation gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor standardised, Tensor inverse) = Standardise(rows);
        gradients.Add(scale, (gradient * standardised).sum([0]));
        gradients.Add(shift, gradient.sum([0]));
        Tensor inner = gradient * scale;
        Tensor along = standardised * (inner * standardised).mean([1], keepdim: true);
        return (inner - inner.mean([1], keepdim: true)).sub_(along).mul_(inverse).MoveToOuterDisposeScope();
    }

    private static (Tensor Standardised, Tensor InverseDeviation) Standardise(Tensor rows)
    {
        Tensor centred = rows - rows.mean([1], keepdim: true);
        Tensor inverse = centred.Square().mean([1], keepdim: true).AddInPlace(Epsilon).rsqrt_();
        return (centred * inverse, inverse);
    }

    /// <summary>As <see cref="Apply"/>, as an ONNX operator.</summary>
    public OnnxValue Export(OnnxGraph graph, OnnxValue rows) => graph.Add(
        "LayerNormalization", [rows, graph.Constant(scale), graph.Constant(shift)], new OnnxSetting("epsilon", Epsilon));
}
