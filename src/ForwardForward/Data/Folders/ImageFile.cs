using System.Runtime.ExceptionServices;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Reads one image, from a file or from memory, as a network takes it. Thread-safe.</summary>
public static class ImageFile
{
    internal const long UsualMostPixels = 50_000_000;
    private const int LargestSide = 16_384;

    /// <summary>Reads a PNG, JPEG, BMP or GIF file as <see cref="ImageDatasets.FromFolder"/> reads it, pixel for pixel.</summary>
    /// <remarks>
    /// Give the shape and the fit that the training images had:
    /// <c>network.Predict(ImageFile.Read("cat.jpg", network.Definition.Input))</c>; a network that knows its fit does both by
    /// <see cref="FFNetwork.PredictFiles"/>. The kind of file is told by its content, not by its name.
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
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReadAll([path], shape, fit, mostPixels);
    }

    /// <summary>Reads several files as <see cref="Read"/> reads one, by as many threads as libtorch uses.</summary>
    /// <param name="paths">The files, at least one.</param>
    /// <param name="shape">1 channel for grey or 3 for colour, height and width; such as <c>network.Definition.Input</c>.</param>
    /// <param name="fit">How they are brought to that shape. <value>Default: <see cref="ImageFit.Crop"/>.</value></param>
    /// <param name="mostPixels">The most pixels that each may have, at least 1. <value>Default: 50,000,000.</value></param>
    /// <returns>The images in the order of the files as bytes, <c>[n, channels, height, width]</c>, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">There is no file, or a path is empty or null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The shape has other channels, or a side out of its range; or no such fit.</exception>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">
    /// A file is damaged, no such image, or too large; the message names the first and says what is wrong.
    /// </exception>
    public static Tensor ReadAll(
        IReadOnlyList<string> paths, ImageShape shape, ImageFit fit = ImageFit.Crop, long mostPixels = UsualMostPixels)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ImageForm form = FormOf(shape, fit, mostPixels);
        if (paths.Count == 0 || paths.Any(string.IsNullOrEmpty))
            throw new ArgumentException("There is no file, or a path is empty. Give at least one, and none that is empty.", nameof(paths));
        using DisposeScope scope = NewDisposeScope();
        Tensor images = TensorCreation.Empty([paths.Count, shape.Channels, shape.Height, shape.Width], ScalarType.Byte, CPU);
        Exception?[] faults = new Exception?[paths.Count];
        Parallel.For(
            0, paths.Count, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() },
            index => faults[index] = TryDecode(paths[index], form, images, index));
        if (Array.Find(faults, fault => fault is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
        return images.MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Decodes a PNG, JPEG, BMP or GIF image that is in memory, such as the body of a request, as <see cref="Read"/> does a file.
    /// </summary>
    /// <param name="content">All bytes of the image. They are only read.</param>
    /// <param name="shape">1 channel for grey or 3 for colour, height and width; such as <c>network.Definition.Input</c>.</param>
    /// <param name="fit">How it is brought to that shape. <value>Default: <see cref="ImageFit.Crop"/>.</value></param>
    /// <param name="mostPixels">
    /// The most pixels that it may have, at least 1; told by its header, before anything is decoded. <value>Default: 50,000,000.</value>
    /// </param>
    /// <returns>The image as bytes, <c>[1, channels, height, width]</c>, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The shape has other channels, or a side out of its range; or no such fit.</exception>
    /// <exception cref="InvalidDataException">
    /// The content is damaged, no such image, or too large; the message says what is wrong.
    /// </exception>
    public static Tensor Decode(byte[] content, ImageShape shape, ImageFit fit = ImageFit.Crop, long mostPixels = UsualMostPixels)
    {
        ArgumentNullException.ThrowIfNull(content);
        ImageForm form = FormOf(shape, fit, mostPixels);
        try
        {
            return Decode(content, form);
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException($"The image {cause.Message}", cause);
        }
    }

    private static Tensor Decode(byte[] content, ImageForm form)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = TensorCreation.Empty([1, form.Shape.Channels, form.Shape.Height, form.Shape.Width], ScalarType.Byte, CPU);
        ImageDecoder.Decode(content, form, image.bytes);
        return image.MoveToOuterDisposeScope();
    }

    private static Exception? TryDecode(string path, ImageForm form, Tensor images, int index)
    {
        try
        {
            using FileStream stream = RegularFile.OpenToRead(path);
            using DisposeScope scope = NewDisposeScope();
            ImageDecoder.Decode(ImageContent.ReadAll(stream, stream.Length), form, images.narrow(0, index, 1).bytes);
            return null;
        }
        catch (InvalidDataException cause)
        {
            return new InvalidDataException($"{path} {cause.Message}", cause);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return cause;
        }
    }

    private static ImageForm FormOf(ImageShape shape, ImageFit fit, long mostPixels)
    {
        Checked(shape, nameof(shape));
        Require.Member(fit, nameof(fit));
        ArgumentOutOfRangeException.ThrowIfLessThan(mostPixels, 1);
        TorchRuntime.EnsureLoaded();
        return new ImageForm(shape, fit, mostPixels);
    }

    internal static ImageShape Checked(ImageShape shape, string name) =>
        shape is { Channels: 1 or 3, Height: >= 1 and <= LargestSide, Width: >= 1 and <= LargestSide }
            ? shape
            : throw new ArgumentOutOfRangeException(
                name, shape,
                $"{name} must have 1 channel for grey or 3 for colour, and sides from 1 to {LargestSide}, such as new ImageShape(3, 32, "
                    + "32).");
}
