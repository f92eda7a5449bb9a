using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>The pixels themselves as features: what a probe makes of images without any network.</summary>
public static class RawPixels
{
    /// <summary>Lays the pixels of each image in a row.</summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>.</param>
    /// <returns>Features, <c>[n, channels × height × width]</c>; a view of the images, to be disposed by the caller.</returns>
    public static Tensor Features(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.flatten(1);
    }
}
