using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The normalised rows that a dense layer multiplies with its weights. Rows of images that show labels share one large product
/// (<see cref="SharedImages"/>), to which the label's column of the weight is added.
/// </summary>
internal sealed class DenseRows
{
    private readonly Tensor _rows;
    private readonly SharedImages? _images;
    private readonly WorkSpace _space;
    private LabelColumns? _labels;

    /// <param name="normalised">Rows <c>[rows, inputs]</c>.</param>
    /// <param name="precision">In which numbers they are multiplied.</param>
    /// <param name="space">Memory for the products, and where the rows may lie.</param>
    public DenseRows(Tensor normalised, ComputePrecision precision, WorkSpace space)
    {
        _space = space;
        _rows = precision == ComputePrecision.BFloat16 ? normalised.to(bfloat16) : normalised;
        if (!ReferenceEquals(_rows, normalised))
            space.Free(normalised);
    }

    /// <param name="images">Images apart from their labels, <c>[n, inputs]</c>.</param>
    /// <param name="precision">In which numbers they are multiplied.</param>
    /// <param name="space">Memory for the products.</param>
    public DenseRows(SharedImages images, ComputePrecision precision, WorkSpace space)
    {
        _space = space;
        _images = images;
        _rows = precision == ComputePrecision.BFloat16 ? images.Rows.to(bfloat16) : images.Rows;
    }

    /// <summary>rows · weightᵀ, <c>[rows, units]</c>, float32; of shared images <c>[n, units]</c>, without their labels.</summary>
    private Tensor Multiply(Tensor weight)
    {
        if (_rows.dtype == weight.dtype)
            return MatrixProducts.Forward(_rows, weight, _space);
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.linear(_rows, weight.to(_rows.dtype)).to(weight.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>relu(rows · weightᵀ + bias), <c>[rows, units]</c>, for automatic differentiation; not of shared images.</summary>
    public Tensor Rectify(Tensor weight, Tensor bias)
    {
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.linear(_rows, weight.to(_rows.dtype), bias.to(_rows.dtype)).to(weight.dtype).relu_().MoveToOuterDisposeScope();
    }

    /// <summary>relu(rows · weightᵀ + bias), <c>[rows, units]</c>, and the squared length of each, <c>[rows]</c>.</summary>
    public (Tensor Activations, Tensor SquaredLengths) Respond(Tensor weight, Tensor bias) =>
        UseProduct(weight, product => RowKernels.Rectify(product, bias, _labels, _space));

    /// <summary>The squared lengths that <see cref="Respond"/> gives, <c>[rows]</c>, without the activations.</summary>
    public Tensor Measure(Tensor weight, Tensor bias) =>
        UseProduct(weight, product => RowKernels.RectifiedSquaredLengths(product, bias, _labels));

    private T UseProduct<T>(Tensor weight, Func<Tensor, T> use)
    {
        _labels = _images?.Columns(weight);
        Tensor product = _images?.TakeProduct() ?? Multiply(weight);
        T result = use(product);
        if (_images is null)
            _space.Free(product);
        else
            _images.Return(product);
        return result;
    }

    /// <summary>
    /// The way back from the activations that <see cref="Respond"/> gave: <see cref="RowKernels.GoBack"/>.
    /// </summary>
    public RowGradients GoBack(Tensor activations, Tensor gradient) => RowKernels.GoBack(activations, gradient, _labels, _space);

    /// <summary>The way back from ∂loss/∂product of every row, <c>[rows, units]</c>.</summary>
    public RowGradients Fold(Tensor delta) => RowOperations.Fold(delta, _labels, _images is null ? delta.size(0) : _rows.size(0));

    /// <summary>Adds the gradients of weight, <c>[units, inputs]</c>, and bias, <c>[units]</c>, and lets go of the rows.</summary>
    public void AddTo(GradientAccumulation gradients, Tensor weight, Tensor bias, RowGradients way)
    {
        (Tensor delta, Tensor ofBias, Tensor? ofColumns) = way;
        Tensor ofWeight = _rows.dtype == delta.dtype
            ? MatrixProducts.ToWeight(delta, _rows, _space)
            : delta.to(_rows.dtype).t().mm(_rows).to(delta.dtype);
        if (ofColumns is not null)
            _images!.ColumnsIn(ofWeight).AddInPlace(ofColumns.t());
        gradients.Take(weight, ofWeight);
        gradients.Add(bias, ofBias);
        _space.Free(delta);
        Free();
    }

    /// <summary>Lets go of the rows, which are not multiplied any more. Shared images go with their input.</summary>
    public void Free()
    {
        if (_images is null)
            _space.Free(_rows);
    }
}
