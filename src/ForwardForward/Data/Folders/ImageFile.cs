using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Reads one image file as a network takes it. Thread-safe.</summary>
public static class ImageFile
{
    internal const long UsualMostPixels = 50_000_000;
    private const int LargestSide = 16_384;

    /// <summary>Reads a PNG, JPEG, BMP or GIF file as <see cref="ImageDatasets.FromFolder"/> reads it, pixel for pixel.</summary>
    /// <remarks>
    /// Give the shape and the fit that the training images had:
    /// <c>network.Predict(ImageFile.Read("cat.jpg", network.Definition.Input))</c>. The kind of file is told by its content,
    /// not by its name.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="shape">1 channel for grey or 3 for colour, height and width; such as <c>network.Definition.Input</c>.</param>
    /// <param name="fit">How it is brought to that shape. <value>Default: <see cref="ImageFit.Crop"/>.</value></param>
    /// <param name="mostPixels">The most pixels that it may have, at least 1. <value>Default: 50,000,000.</value></param>
    /// <returns>The image as bytes, <c>[1, channels, height, width]</c>, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shape has other channels, or a side out of its range; or no such fit.</exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, no such image, or too large; the message says what is wrong.</exception>
    public static Tensor Read(string path, ImageShape shape, ImageFit fit = ImageFit.Crop, long mostPixels = UsualMostPixels)
    {
        Checked(shape, nameof(shape));
        Require.Member(fit, nameof(fit));
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPixels, 1);
        TorchRuntime.EnsureLoaded();
        using FileStream stream = RegularFile.OpenToRead(path);
        using DisposeScope scope = NewDisposeScope();
        Tensor image = TensorCreation.Empty([1, shape.Channels, shape.Height, shape.Width], ScalarType.Byte, CPU);
        try
        {
            ImageDecoder.Decode(ImageContent.ReadAll(stream, stream.Length), new ImageForm(shape, fit, mostPixels), image.bytes);
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException($"{path} {cause.Message}", cause);
        }
        return image.MoveToOuterDisposeScope();
    }

    internal static ImageShape Checked(ImageShape shape, string name) =>
        shape is { Channels: 1 or 3, Height: >= 1 and <= LargestSide, Width: >= 1 and <= LargestSide }
            ? shape
            : throw new ArgumentOutOfRangeException(
                name, shape,
                $"{name} must have 1 channel for grey or 3 for colour, and sides from 1 to {LargestSide}, such as new ImageShape(3, 32, "
                    + "32).");
}
