using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>The pixels themselves as features: what a probe makes of images without any network.</summary>
public static class RawPixels
{
    /// <summary>Lays the pixels of each image in a row.</summary>
    /// <param name="images">
    /// Images, <c>[n, channels, height, width]</c>; bytes are read as value / 255. Those of labelled images that know a standardisation, as
    /// a probe hands them out, are scaled by it.
    /// </param>
    /// <returns>
    /// Features, <c>[n, channels × height × width]</c>; a view of the images unless they are bytes or scaled. To be disposed by the caller.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="images"/> has another shape.</exception>
    public static Tensor Features(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.ndim != 4)
            throw new ArgumentException(
                $"images must be [n, channels, height, width], but are {Expect.Describe(images)}.", nameof(images));
        using Tensor read = Pixels.Read(images, Pixels.StandardisationOf(images), images.device);
        return read.flatten(1);
    }
}
