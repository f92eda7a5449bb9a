using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>PyTorch's LayerNorm over the units of each row: y = γ · n + β, n = (x − mean) / √(variance + 10⁻⁵), with the way back in closed form.</summary>
internal sealed class LayerNorm(Tensor scale, Tensor shift)
{
    private const double Epsilon = 1e-5;

    /// <summary>The output, and from ∂L/∂y to ∂L/∂x, ∂L/∂γ and ∂L/∂β.</summary>
    public (Tensor Output, Func<Tensor, (Tensor Input, Tensor Scale, Tensor Shift)> Backward) Apply(Tensor input)
    {
        Tensor centred = input - input.mean([1], keepdim: true);
        Tensor inverse = centred.square().mean([1], keepdim: true).add_(Epsilon).rsqrt_();
        Tensor normalised = centred * inverse;
        return ((normalised * scale).add_(shift), Backward);

        (Tensor, Tensor, Tensor) Backward(Tensor gradient)
        {
            Tensor inner = gradient * scale;
            Tensor along = normalised * (inner * normalised).mean([1], keepdim: true);
            Tensor toInput = (inner - inner.mean([1], keepdim: true)).sub_(along).mul_(inverse);
            return (toInput, (gradient * normalised).sum([0]), gradient.sum([0]));
        }
    }
}
