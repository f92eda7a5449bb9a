using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Images and the labels they are shown with, before any label is embedded.</summary>
/// <remarks>
/// A view, not an owner: whoever made the tensors disposes them. Immutable; <c>batch with { Labels = wrong }</c> gives the same images
/// other labels.
/// </remarks>
public readonly struct LabelledBatch
{
    /// <summary>Pairs images with labels.</summary>
    /// <param name="images">Pixels, <c>[batch, channels, height, width]</c>, float32.</param>
    /// <param name="labels">One class index an image, <c>[batch]</c>, int64.</param>
    public LabelledBatch(Tensor images, Tensor labels)
    {
        Images = images;
        Labels = labels;
    }

    /// <summary>Pixels, <c>[batch, channels, height, width]</c>, float32.</summary>
    /// <value>There is no default.</value>
    public Tensor Images { get; init; }

    /// <summary>One class index an image, <c>[batch]</c>, int64.</summary>
    /// <value>There is no default.</value>
    public Tensor Labels { get; init; }

    /// <summary>At least one image in memory, and a label for each beside it; gives the batch back.</summary>
    internal LabelledBatch Checked()
    {
        Expect.Beside(Expect.Labels(Labels, Expect.InMemory(Expect.Images(Images)).shape[0]), Images);
        return this;
    }
}
