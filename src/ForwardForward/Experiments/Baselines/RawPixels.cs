using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>The pixels themselves as features: what a probe makes of images without any network.</summary>
public static class RawPixels
{
    /// <summary>Lays the pixels of each image in a row.</summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>; bytes are read as value / 255.</param>
    /// <returns>
    /// Features, <c>[n, channels × height × width]</c>; a view of the images unless they are bytes. To be disposed by the caller.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="images"/> has another shape.</exception>
    public static Tensor Features(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.ndim == 4
            ? Pixels.AsRead(images).flatten(1)
            : throw new ArgumentException(
                $"images must be [n, channels, height, width], but are {Expect.Describe(images)}.", nameof(images));
    }
}
