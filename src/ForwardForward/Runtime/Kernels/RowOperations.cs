using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>The members of <see cref="RowKernels"/> in libtorch's operations: for every device and type, and differentiable.</summary>
internal static class RowOperations
{
    private const double LeastSquare = 1e-37; // At 0 the slope of the root is infinite, and a gradient through it not a number.

    public static Tensor SquaredLengths(Tensor rows, int from)
    {
        using DisposeScope scope = NewDisposeScope();
        return (from == 0 ? rows : rows.narrow(1, from, rows.shape[1] - from)).Square().sum([1]).MoveToOuterDisposeScope();
    }

    public static Tensor Scale(Tensor rows, Tensor factors, int from)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor scaled = rows * factors;
        if (from > 0)
            scaled.narrow(1, 0, from).zero_();
        return scaled.MoveToOuterDisposeScope();
    }

    public static Tensor Standardise(Tensor rows, double epsilon)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor centred = rows - rows.mean([1], keepdim: true);
        Tensor deviation = centred.Square().mean([1], keepdim: true).AtLeast(LeastSquare).sqrt_();
        return (centred / deviation.Add(epsilon)).MoveToOuterDisposeScope();
    }

    public static (Tensor Activations, Tensor SquaredLengths) Rectify(Tensor product, Tensor bias, LabelColumns? labels)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor response = product.Add(bias);
        if (labels is not null)
            response = response.repeat(labels.Labels.shape[0] / product.shape[0], 1).addmm_(Pixels(labels), labels.Columns);
        Tensor activations = response.relu_();
        return (activations.MoveToOuterDisposeScope(), SquaredLengths(activations, from: 0).MoveToOuterDisposeScope());
    }

    public static Tensor RectifiedSquaredLengths(Tensor product, Tensor bias, LabelColumns? labels)
    {
        using DisposeScope scope = NewDisposeScope();
        return Rectify(product, bias, labels).SquaredLengths.MoveToOuterDisposeScope();
    }

    public static RowGradients GoBack(Tensor activations, Tensor gradient, LabelColumns? labels, long images)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor full = gradient.ndim == 1 ? activations * gradient.unsqueeze(1) : gradient;
        RowGradients way = Fold(FusedKernels.RectifierGradient(full, activations), labels, images);
        way.Delta.MoveToOuterDisposeScope();
        way.OfBias.MoveToOuterDisposeScope();
        way.OfColumns?.MoveToOuterDisposeScope();
        return way;
    }

    /// <summary>From ∂loss/∂product of every row, <c>[blocks × n, units]</c>, to its sums.</summary>
    public static RowGradients Fold(Tensor delta, LabelColumns? labels, long images)
    {
        Tensor ofBias = delta.sum([0]);
        if (labels is null)
            return new RowGradients(delta, ofBias, null);
        using DisposeScope scope = NewDisposeScope();
        Tensor summed = delta.view(-1, images, delta.size(1)).sum([0]), ofColumns = Pixels(labels).t().mm(delta);
        return new RowGradients(summed.MoveToOuterDisposeScope(), ofBias, ofColumns.MoveToOuterDisposeScope());
    }

    /// <summary>The label's pixels of every row: the value at the row's label and 0 elsewhere, <c>[blocks × n, classes]</c>.</summary>
    private static Tensor Pixels(LabelColumns labels) =>
        (nn.functional.one_hot(labels.Labels.view(-1, labels.Values.shape[0]), labels.Columns.shape[0]).to(labels.Values.dtype)
            * labels.Values).flatten(0, 1);
}
