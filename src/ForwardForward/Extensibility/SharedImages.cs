using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>Images apart from the labels that are overlaid on their first pixels, both scaled as the rows would be.</summary>
/// <remarks>
/// With W₀ the columns of a weight that read the label's pixels, the product of a row is that of its image plus that of its label:
/// <c>W · row = W · image + W₀ · label</c>. So one large product serves every label of an image. The <see cref="LayerInput"/> disposes it.
/// </remarks>
public sealed class SharedImages
{
    private readonly Tensor _labels;
    private readonly int _classes;

    private SharedImages(Tensor rows, Tensor labelValue, Tensor labels, int classes)
    {
        (Rows, LabelValue) = (rows, labelValue);
        (_labels, _classes) = (labels, classes);
    }

    /// <summary>The images scaled, with 0 in the label's pixels, <c>[n, inputs]</c>.</summary>
    public Tensor Rows { get; }

    /// <summary>What the label's pixel of each image holds after scaling, <c>[n, 1]</c>.</summary>
    public Tensor LabelValue { get; }

    /// <summary>The label's pixels of every row: the label value at the row's label and 0 elsewhere.</summary>
    /// <returns>A new tensor, <c>[blocks × n, classes]</c>.</returns>
    public Tensor LabelRows() =>
        (nn.functional.one_hot(_labels.view(-1, Rows.shape[0]), _classes).to(Rows.dtype) * LabelValue).flatten(0, 1);

    internal static SharedImages Create(Tensor images, Tensor labels, ILabelOverlay overlay, IRowScaling scaling, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        using var recordNothing = no_grad();
        Tensor cleared = FirstPixels.Clear(images, classes).flatten(1), value = overlay.ValueFor(images);
        Tensor scale = scaling.Factors(cleared.Square().sum([1], keepdim: true).Add(value.Square()), cleared.shape[1]);
        return new SharedImages((cleared * scale).DetachFromDisposeScope(), (scale * value).DetachFromDisposeScope(), labels, classes);
    }

    /// <summary>Some of the images with other labels; views.</summary>
    internal SharedImages Narrow(long start, long count, Tensor labels) =>
        new(Rows.narrow(0, start, count), LabelValue.narrow(0, start, count), labels, _classes);

    internal void Dispose()
    {
        Rows.Dispose();
        LabelValue.Dispose();
    }
}
