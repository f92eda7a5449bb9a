using static TorchSharp.torch;

namespace ForwardForward.Layers;

/// <summary>The normalised rows that a dense layer multiplies with its weights.</summary>
/// <param name="Normalised"><c>[rows, inputs]</c>.</param>
internal record DenseRows(Tensor Normalised)
{
    /// <summary>rows · weightᵀ + bias, <c>[rows, units]</c>.</summary>
    public virtual Tensor Multiply(Tensor weight, Tensor bias) => nn.functional.linear(Normalised, weight, bias);

    /// <summary>The gradient of the weight, <c>[units, inputs]</c>, from that of the product.</summary>
    public virtual Tensor GradientOfWeight(Tensor delta) => delta.t().mm(Normalised);
}
