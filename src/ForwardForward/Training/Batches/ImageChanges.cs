using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What happens to the images of a batch on their way to the network, and to what was drawn of the same images alike.</summary>
internal static class ImageChanges
{
    /// <param name="options">How images are moved and augmented.</param>
    /// <param name="shape">That of the batch, <c>[count, channels, height, width]</c>.</param>
    /// <param name="generator">Draws it, for every image by itself.</param>
    public static Func<Tensor, Tensor> Draw(TrainingOptions options, long[] shape, Generator generator)
    {
        PixelShift? shift = options.Jitter == 0 ? null : new PixelShift(shape[0], options.Jitter, generator);
        DrawnAugmentation? augmentation = options.Augmentation.ChangesNothing ? null : options.Augmentation.Draw(shape, generator);
        return images =>
        {
            Tensor moved = shift?.Apply(images) ?? images;
            return augmentation?.Apply(moved) ?? moved;
        };
    }
}
