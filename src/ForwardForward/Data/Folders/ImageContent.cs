using System.Globalization;

namespace ForwardForward.Data;

/// <summary>The bytes of an image file.</summary>
internal static class ImageContent
{
    private const long MostBytes = 1 << 28;

    /// <summary>Reads a stream that says how long it is.</summary>
    /// <exception cref="InvalidDataException">
    /// It is longer than an image file is, or than it says, or shorter: what follows the file's name in a sentence.
    /// </exception>
    public static byte[] ReadAll(Stream stream, long length)
    {
        if (length > MostBytes)
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"has {length} bytes, and an image file may have {MostBytes}. Make a smaller one of it."));
        byte[] content = new byte[length];
        if (stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) < content.Length || stream.ReadByte() >= 0)
            throw new InvalidDataException($"has another length than is written down. {FileContent.GetAgain}");
        return content;
    }
}
