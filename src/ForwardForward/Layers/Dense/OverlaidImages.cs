using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Images that are shown with one label after another, which differ in their first pixels alone: what is the same of them is computed once.</summary>
/// <param name="Images">The images with 0 in the label's pixels, <c>[n, channels, height, width]</c>.</param>
/// <param name="Value">What the label's pixel holds, a scalar.</param>
/// <param name="Classes">The number of labels, and of their pixels.</param>
internal sealed record OverlaidImages(Tensor Images, Tensor Value, int Classes)
{
    public static OverlaidImages Create(IPixelOverlay overlay, Tensor images, int classes) => new(FirstPixels.Clear(images, classes), overlay.ValueOn(images), classes);

    /// <summary>The images with labels, as many as their number or a multiple of it: the images are repeated as they are.</summary>
    public Tensor Show(Tensor labels)
    {
        using DisposeScope scope = NewDisposeScope();
        long repeats = labels.shape[0] / Images.shape[0];
        return FirstPixels.Write(Images.repeat(repeats, 1, 1, 1), labels, Classes, Value).MoveToOuterDisposeScope();
    }

    /// <summary>The images scaled row by row, for a layer that multiplies them.</summary>
    public ScaledImages Scale(IRowScaling normalisation)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = Images.flatten(1);
        Tensor scale = normalisation.Scale(rows.square().sum([1], keepdim: true) + Value.square(), rows.shape[1]);
        return new ScaledImages((rows * scale).MoveToOuterDisposeScope(), (scale * Value).MoveToOuterDisposeScope(), Classes);
    }
}
