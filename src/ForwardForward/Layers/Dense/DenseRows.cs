using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The normalised rows that a dense layer multiplies with its weights. Rows of images that show labels share one large product
/// (<see cref="SharedImages"/>), to which a small one adds the labels.
/// </summary>
/// <param name="normalised">Rows <c>[rows, inputs]</c>, or of shared images <c>[n, inputs]</c> with 0 in the labels' pixels.</param>
/// <param name="labels">The label's pixels of every row, <c>[blocks × n, classes]</c>; null for plain rows.</param>
/// <param name="precision">In which numbers they are multiplied.</param>
internal sealed class DenseRows(Tensor normalised, Tensor? labels, ComputePrecision precision)
{
    private readonly Tensor _rows = precision == ComputePrecision.BFloat16 ? normalised.to(bfloat16) : normalised;

    /// <summary>rows · weightᵀ + bias, <c>[rows, units]</c>, float32.</summary>
    public Tensor Multiply(Tensor weight, Tensor bias)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor product = _rows.dtype == weight.dtype
            ? MatrixProducts.Linear(_rows, weight, bias)
            : nn.functional.linear(_rows, weight.to(_rows.dtype), bias.to(_rows.dtype)).to(weight.dtype);
        if (labels is not null)
            product = product.repeat(labels.shape[0] / _rows.shape[0], 1).addmm_(labels, weight.narrow(1, 0, labels.shape[1]).t());
        return product.MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of the weight, <c>[units, inputs]</c>, float32, from that of the product, <c>[rows, units]</c>.</summary>
    public Tensor GradientOfWeight(Tensor delta)
    {
        using DisposeScope scope = NewDisposeScope();
        if (labels is null)
            return TransposedProduct(delta).MoveToOuterDisposeScope();
        Tensor gradient = TransposedProduct(delta.view(-1, _rows.shape[0], delta.shape[1]).sum([0]));
        gradient.narrow(1, 0, labels.shape[1]).AddInPlace(delta.t().mm(labels));
        return gradient.MoveToOuterDisposeScope();
    }

    private Tensor TransposedProduct(Tensor delta) => _rows.dtype == delta.dtype
        ? MatrixProducts.TransposedProduct(delta, _rows)
        : delta.to(_rows.dtype).t().mm(_rows).to(delta.dtype);
}
