using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The normalised rows that a dense layer multiplies with its weights, in the precision that they are in.</summary>
/// <param name="Normalised"><c>[rows, inputs]</c>.</param>
internal record DenseRows(Tensor Normalised)
{
    /// <summary>rows · weightᵀ + bias, <c>[rows, units]</c>, float32.</summary>
    public virtual Tensor Multiply(Tensor weight, Tensor bias)
    {
        if (Normalised.dtype == weight.dtype)
            return MatrixProducts.Linear(Normalised, weight, bias);
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.linear(Normalised, weight.to(Normalised.dtype), bias.to(Normalised.dtype)).to(weight.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of the weight, <c>[units, inputs]</c>, float32, from that of the product.</summary>
    public virtual Tensor GradientOfWeight(Tensor delta)
    {
        if (Normalised.dtype == delta.dtype)
            return MatrixProducts.TransposedProduct(delta, Normalised);
        using DisposeScope scope = NewDisposeScope();
        return delta.to(Normalised.dtype).t().mm(Normalised).to(delta.dtype).MoveToOuterDisposeScope();
    }
}
