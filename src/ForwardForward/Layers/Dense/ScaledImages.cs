using static TorchSharp.torch;

namespace ForwardForward;

/// <summary><see cref="OverlaidImages"/> as the first layer multiplies them.</summary>
/// <param name="Rows">The images scaled, with 0 in the label's pixels, <c>[n, inputs]</c>.</param>
/// <param name="Pixel">What the label's pixel of each holds after scaling, <c>[n, 1]</c>.</param>
/// <param name="Classes">The number of labels, and of their pixels.</param>
internal sealed record ScaledImages(Tensor Rows, Tensor Pixel, int Classes)
{
    /// <summary>The label's pixels of some of the images, a block for each label that is shown on them, <c>[shown × count, classes]</c>.</summary>
    public Tensor Slots(Tensor labels, long start, long count) =>
        (nn.functional.one_hot(labels.narrow(1, start, count), Classes) * Pixel.narrow(0, start, count)).flatten(0, 1);
}
