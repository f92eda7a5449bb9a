using System.Globalization;
using StbImageSharp;

namespace ForwardForward.Data;

/// <summary>Decodes PNG, JPEG, BMP and GIF files (of an animation the first picture).</summary>
internal static class ImageDecoder
{
    /// <summary>The ends that the names of such files have.</summary>
    public static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".gif"];

    private static readonly byte[][] Signatures =
        [
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], JpegStart, "BM"u8.ToArray(), "GIF87a"u8.ToArray(),
            "GIF89a"u8.ToArray()];

    private static byte[] JpegStart => [0xFF, 0xD8, 0xFF];

    /// <summary>Decodes a file and brings it to a form.</summary>
    /// <param name="file">Its content.</param>
    /// <param name="form">The form.</param>
    /// <param name="pixels">Takes the pixels, [channels, height, width].</param>
    /// <exception cref="InvalidDataException">What is wrong, as what follows the file's name in a sentence.</exception>
    public static void Decode(byte[] file, ImageForm form, Span<byte> pixels)
    {
        if (!Array.Exists(Signatures, signature => file.AsSpan().StartsWith(signature)))
            throw new InvalidDataException(
                file.Length == 0
                    ? "is empty."
                    : "is no PNG, JPEG, BMP or GIF file, whatever its name says."
                        + KnownFormats.Describe(file.AsSpan(0, Math.Min(file.Length, KnownFormats.StartBytes))));
        ExpectSize(file, form.MostPixels);
        long? end = ExpectWhole(file);
        bool isJpeg = file.AsSpan().StartsWith(JpegStart);
        ImageFitting.Fit(DecodeWhole(file, end), isJpeg ? ExifOrientation.Of(file) : ExifOrientation.Upright, form, pixels);
    }

    /// <summary>
    /// Insists that a file holds what its header says, neither more nor less: the decoder makes of less whatever the memory holds, and of
    /// more whatever fits into it.
    /// </summary>
    /// <returns>Where the decoder comes to an end, if it finds no fault; null where nothing tells.</returns>
    private static long? ExpectWhole(byte[] file)
    {
        switch (file[0])
        {
            case 0xFF:
                return JpegContent.ExpectWhole(file);
            case 0x89:
                PngContent.ExpectWhole(file);
                return null;
            case (byte)'G':
                GifContent.ExpectWhole(file);
                return null;
            default:
                BmpContent.ExpectWhole(file);
                return null;
        }
    }

    private static void ExpectSize(byte[] file, long mostPixels)
    {
        ImageInfo? header = Try(file, ImageInfo.FromStream);
        if (header is not { Width: > 0, Height: not 0 } size)
            throw ImageFault.Damaged();
        long height = Math.Abs((long)size.Height); // Below 0 in a BMP file that has its top first.
        if (size.Width * height > mostPixels)
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"has {height}×{size.Width} pixels, and may have {mostPixels}. Make it smaller, or allow more (MostPixels)."));
    }

    private static DecodedImage DecodeWhole(byte[] file, long? end)
    {
        ImageResult? image = Try(file, stream =>
        {
            ImageResult decoded = ImageResult.FromStream(stream);
            return stream.Position == (end ?? stream.Position) ? decoded : null;
        });
        return image is { Data: { } values } && values.Length == (long)image.Height * image.Width * (int)image.Comp
            ? new DecodedImage(values, image.Height, image.Width, (int)image.Comp)
            : throw ImageFault.Damaged();
    }

    /// <summary>What a decoder gives; it throws whatever it stumbles over in a damaged file.</summary>
    private static T? Try<T>(byte[] file, Func<Stream, T?> decode)
    {
        try
        {
            using BoundedStream stream = new(file);
            return decode(stream);
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            throw ImageFault.Damaged(cause);
        }
    }
}
