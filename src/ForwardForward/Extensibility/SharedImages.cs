using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>
/// Images apart from the labels that are overlaid on their first pixels or appended to them, both scaled as the rows would be.
/// </summary>
/// <remarks>
/// With W₀ the columns of a weight that read the label's values, from <see cref="LabelStart"/> on, the product of a row is that of
/// its image plus that of its label: <c>W · row = W · image + W₀ · label</c>. So one large product serves every label of an image.
/// The <see cref="LayerInput"/> disposes it.
/// </remarks>
public sealed class SharedImages
{
    private readonly Tensor _labels;
    private readonly int _classes;
    private readonly WorkSpace _space;
    private Tensor? _product;

    private SharedImages(Tensor rows, Tensor labelValue, long labelStart, Tensor labels, int classes, WorkSpace space)
    {
        (Rows, LabelValue, LabelStart) = (rows, labelValue, labelStart);
        (_labels, _classes, _space) = (labels, classes, space);
    }

    /// <summary>The images scaled, with 0 in the label's values, <c>[n, inputs]</c>.</summary>
    public Tensor Rows { get; }

    /// <summary>What the label's value of each image is after scaling, <c>[n, 1]</c>.</summary>
    public Tensor LabelValue { get; }

    /// <summary>
    /// Where the label's values begin in a row, one a class: at 0 where they are overlaid on the image, after it where they are appended.
    /// </summary>
    public long LabelStart { get; }

    /// <summary>The label's values of every row: the label value at the row's label and 0 elsewhere.</summary>
    /// <returns>A new tensor, <c>[blocks × n, classes]</c>.</returns>
    public Tensor LabelRows() =>
        (nn.functional.one_hot(_labels.view(-1, Rows.shape[0]), _classes).to(Rows.dtype) * LabelValue).flatten(0, 1);

    internal static SharedImages Create(
        Tensor images, Tensor labels, ILabelOverlay overlay, IRowScaling scaling, int classes, WorkSpace space, bool keepsProduct)
    {
        using DisposeScope scope = NewDisposeScope();
        using var recordNothing = no_grad();
        bool appends = overlay.Appends(classes);
        Expect.Classes(labels, appends ? classes : FirstPixels.Slots(images, classes));
        int overwritten = appends ? 0 : classes;
        Tensor rows = overlay.ShowNone(images, classes).flatten(1), value = overlay.ValueFor(images);
        Tensor lengths = RowKernels.SquaredLengths(rows, from: overwritten).unsqueeze(1).Add(value.Square());
        Tensor scale = scaling.Factors(lengths, rows.shape[1]);
        return new SharedImages(
            RowKernels.Scale(rows, scale, space, from: overwritten).DetachFromDisposeScope(), (scale * value).DetachFromDisposeScope(),
            appends ? rows.shape[1] - classes : 0, labels, classes, space)
        {
            KeepsProduct = keepsProduct,
        };
    }

    /// <summary>Whether the layer's product with the images is kept, for the step that the layer then takes on them.</summary>
    internal bool KeepsProduct { get; init; }

    /// <summary>Rows · weightᵀ, <c>[n, units]</c>, where it was kept; it is then the caller's.</summary>
    internal Tensor? TakeProduct()
    {
        (Tensor? product, _product) = (_product, null);
        return product;
    }

    /// <summary>Lets go of a product that was kept and not taken: the weight has changed.</summary>
    internal void ForgetProduct() => _space.Free(TakeProduct());

    /// <summary>Lets go of a product that is not needed here any more, or keeps it.</summary>
    internal void Return(Tensor product)
    {
        if (KeepsProduct)
            _product = product.DetachFromDisposeScope();
        else
            _space.Free(product);
    }

    /// <summary>The labels' values, with the columns of a weight <c>[units, inputs]</c> that read them.</summary>
    internal LabelColumns Columns(Tensor weight) => new(_labels.contiguous(), LabelValue, ColumnsIn(weight).t().contiguous());

    /// <summary>The columns of a weight, or of its gradient, that read the label, <c>[units, classes]</c>; a view.</summary>
    internal Tensor ColumnsIn(Tensor weight) => weight.narrow(1, LabelStart, _classes);

    /// <summary>The same images with other labels, in the place of this.</summary>
    internal SharedImages Show(Tensor labels) => new(Rows, LabelValue, LabelStart, labels, _classes, _space) { _product = TakeProduct() };

    /// <summary>Some of the images with other labels; views.</summary>
    internal SharedImages Narrow(long start, long count, Tensor labels) =>
        new(Rows.narrow(0, start, count), LabelValue.narrow(0, start, count), LabelStart, labels, _classes, _space);

    internal void Dispose()
    {
        _space.Free(Rows);
        _space.Free(_product);
        LabelValue.Dispose();
    }
}
