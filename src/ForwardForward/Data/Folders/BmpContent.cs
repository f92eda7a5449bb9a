using System.Buffers.Binary;

namespace ForwardForward.Data;

/// <summary>
/// Whether a BMP file has all its pixels: the decoder takes those that are missing for zeros, and a header alone would become an image.
/// </summary>
internal static class BmpContent
{
    private const int OldHeader = 12;

    /// <exception cref="InvalidDataException">The file ends before its last pixel.</exception>
    public static void ExpectWhole(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> header = ImageFault.Part(file, 0, 30);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(header[10..]), width, height, bits;
        if (BinaryPrimitives.ReadInt32LittleEndian(header[14..]) == OldHeader)
            (width, height, bits) = (Word(header[18..]), Word(header[20..]), Word(header[24..]));
        else
            (width, height, bits) = (Number(header[18..]), Math.Abs(Number(header[22..])), Word(header[28..]));
        long stride = ((width * bits) + 31) / 32 * 4, last = ((width * bits) + 7) / 8;
        ImageFault.Part(file, start, ((height - 1) * stride) + last);
    }

    private static long Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);
}
