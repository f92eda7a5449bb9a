using System.Globalization;
using System.Security.Cryptography;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Reads the IDX files of MNIST and its relatives, plain or gzipped (told by content, not by name).</summary>
/// <remarks>
/// Everything is checked: magic number, dimensions, length to the byte, label range. Memory follows the bytes that the file really holds,
/// never what its header claims. All methods are thread-safe.
/// </remarks>
internal static class IdxReader
{
    private const uint ImageMagic = 0x00000803;
    private const uint LabelMagic = 0x00000801;
    private const int LargestSide = 16_384;

    /// <summary>Reads an image file.</summary>
    /// <param name="path">The file, IDX with three dimensions of unsigned bytes, plain or gzipped.</param>
    /// <returns>A byte tensor <c>[n, 1, height, width]</c>, to be disposed by the caller or the current dispose scope.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="InvalidDataException">Not a whole IDX image file; the message says what is wrong and what to do.</exception>
    public static Tensor ReadImages(string path)
    {
        using FileStream stream = FileContent.Open(path);
        return ReadImages(stream, path, hash: null);
    }

    /// <summary>Reads an image file from a stream, to its end.</summary>
    /// <param name="stream">A readable stream, seekable or not. It is left open.</param>
    /// <param name="name">What errors call the stream. <value>Default: <c>the stream</c>.</value></param>
    /// <returns>A byte tensor <c>[n, 1, height, width]</c>, to be disposed by the caller or the current dispose scope.</returns>
    /// <exception cref="InvalidDataException">Not a whole IDX image file; the message says what is wrong and what to do.</exception>
    public static Tensor ReadImages(Stream stream, string name = "the stream") => ReadImages(stream, name, hash: null);

    /// <summary>Reads a label file.</summary>
    /// <param name="path">The file, IDX with one dimension of unsigned bytes, plain or gzipped.</param>
    /// <param name="classes">Number of classes, 2 to 256; labels must be in [0, classes).</param>
    /// <returns>An int64 tensor <c>[n]</c>, to be disposed by the caller or the current dispose scope.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not between 2 and 256.</exception>
    /// <exception cref="InvalidDataException">The file is not a whole IDX label file, or a label is out of range.</exception>
    public static Tensor ReadLabels(string path, int classes)
    {
        using FileStream stream = FileContent.Open(path);
        return ReadLabels(stream, classes, path, hash: null);
    }

    /// <summary>Reads a label file from a stream, to its end.</summary>
    /// <param name="stream">A readable stream, seekable or not. It is left open.</param>
    /// <param name="classes">Number of classes, 2 to 256; labels must be in [0, classes).</param>
    /// <param name="name">What errors call the stream. <value>Default: <c>the stream</c>.</value></param>
    /// <returns>An int64 tensor <c>[n]</c>, to be disposed by the caller or the current dispose scope.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is not between 2 and 256.</exception>
    /// <exception cref="InvalidDataException">The stream is not a whole IDX label file, or a label is out of range.</exception>
    public static Tensor ReadLabels(Stream stream, int classes, string name = "the stream") =>
        ReadLabels(stream, classes, name, hash: null);

    /// <summary>Reads images and feeds every uncompressed byte to <paramref name="hash"/>.</summary>
    internal static Tensor ReadImages(Stream stream, string name, IncrementalHash? hash)
    {
        ArgumentNullException.ThrowIfNull(stream);
        TorchRuntime.EnsureLoaded();
        using var content = new FileContent(stream, name, hash);
        content.ExpectMagic(ImageMagic, "image", LabelMagic, "It holds labels: read it with ReadLabels.");
        int count = content.ReadDimension("image count", int.MaxValue);
        int height = content.ReadDimension("image height", LargestSide);
        int width = content.ReadDimension("image width", LargestSide);
        List<byte[]> chunks = content.ReadToEnd((long)count * height * width, Describe(count, height, width));

        Tensor images = TensorCreation.Empty([count, 1, height, width], ScalarType.Byte, CPU);
        Span<byte> target = images.bytes;
        foreach (byte[] chunk in chunks)
        {
            chunk.CopyTo(target);
            target = target[chunk.Length..];
        }

        return images;
    }

    /// <summary>Reads labels and feeds every uncompressed byte to <paramref name="hash"/>.</summary>
    internal static Tensor ReadLabels(Stream stream, int classes, string name, IncrementalHash? hash)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (classes is < 2 or > 256)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, "IDX labels are bytes: there can be 2 to 256 classes.");
        TorchRuntime.EnsureLoaded();
        using var content = new FileContent(stream, name, hash);
        content.ExpectMagic(LabelMagic, "label", ImageMagic, "It holds images: read it with ReadImages.");
        int count = content.ReadDimension("label count", int.MaxValue);
        List<byte[]> chunks = content.ReadToEnd(count, string.Create(CultureInfo.InvariantCulture, $"{count} labels"));

        var labels = new long[count];
        int index = 0;
        foreach (byte label in chunks.SelectMany(chunk => chunk))
        {
            if (label >= classes)
                throw content.WrongLabel(string.Create(CultureInfo.InvariantCulture, $"label {index}"), label, classes);
            labels[index++] = label;
        }

        return TensorCreation.CopyOf(labels);
    }

    private static string Describe(int count, int height, int width) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} images of {height}×{width}");
}
