using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>
/// What an <see cref="Augmentation"/> has drawn for each image of a batch. It may be applied to several tensors of these images.
/// </summary>
/// <remarks>Its tensors are on the CPU, in the dispose scope of the caller; one that is null changes nothing.</remarks>
internal sealed class DrawnAugmentation
{
    /// <summary>Where each place of the new image comes from, <c>[batch, 2, 3]</c>.</summary>
    public Tensor? Maps { get; init; }

    /// <summary>Whether each image is mirrored, <c>[batch, 1, 1, 1]</c>, bool.</summary>
    public Tensor? Mirrored { get; init; }

    /// <summary>The factors of brightness, contrast and saturation, <c>[3, batch, 1, 1, 1]</c>.</summary>
    public Tensor? Colours { get; init; }

    /// <summary>Which pixels of each image are covered, <c>[batch, 1, height, width]</c>, bool.</summary>
    public Tensor? Covered { get; init; }

    /// <summary>What is added to each pixel, <c>[batch, channels, height, width]</c>.</summary>
    public Tensor? Noise { get; init; }

    /// <summary>New images of the same shape on the same device, <c>[batch, channels, height, width]</c>.</summary>
    public Tensor Apply(Tensor images)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor views = Maps is null ? images.clone() : AffineMaps.Resample(images, Maps);
        if (Mirrored is not null)
            views = where(Mirrored.to(images.device), views.flip(3), views);
        if (Colours is not null)
            views = Recolour(views, [.. Colours.to(images.device).unbind(0)]);
        if (Covered is not null)
            views = where(Covered.to(images.device), views.mean([2, 3], keepdim: true), views);
        if (Noise is not null)
            views = Noise.to(images.device).Add(views);
        return views.MoveToOuterDisposeScope();
    }

    /// <summary>Brighter or darker, then nearer to or farther from the mean grey, then from each pixel's own grey.</summary>
    private static Tensor Recolour(Tensor images, Tensor[] factors)
    {
        Tensor bright = images * factors[0], mean = GreyOf(bright).mean([1, 2, 3], keepdim: true);
        Tensor contrasted = ((bright - mean) * factors[1]).Add(mean);
        if (images.shape[1] != 3)
            return contrasted;
        Tensor grey = GreyOf(contrasted);
        return ((contrasted - grey) * factors[2]).Add(grey);
    }

    /// <summary>The <see cref="Lightness"/> of each pixel, <c>[batch, 1, height, width]</c>.</summary>
    private static Tensor GreyOf(Tensor images) => images.shape[1] == 3
        ? (images * TensorCreation.CopyOf([Lightness.Red, Lightness.Green, Lightness.Blue]).view(1, 3, 1, 1).to(images.device))
            .sum([1], keepdim: true)
        : images.mean([1], keepdim: true);
}
