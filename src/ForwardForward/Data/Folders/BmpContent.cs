using System.Buffers.Binary;

namespace ForwardForward.Data;

/// <summary>
/// Whether a BMP file has all its pixels, and has them where the decoder looks for them: it takes what is missing for zeros, and what
/// stands elsewhere for something else.
/// </summary>
internal static class BmpContent
{
    private const int FileHeader = 14, OldHeader = 12, InfoHeader = 40, Masks = 12, Plain = 0, Masked = 3;

    /// <exception cref="InvalidDataException">The file ends before its last pixel, or is of a kind that the decoder misreads.</exception>
    public static void ExpectWhole(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> header = ImageFault.Part(file, 0, 30);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(header[10..]), size = Number(header[14..]), packing = Plain;
        long width, height, bits;
        if (size == OldHeader)
            (width, height, bits) = (Word(header[18..]), Word(header[20..]), Word(header[24..]));
        else
            (width, height, bits, packing) = (
                Number(header[18..]), Math.Abs(Number(header[22..])), Word(header[28..]), Number(ImageFault.Part(file, 30, 4)));
        long stride = ((width * bits) + 31) / 32 * 4, last = ((width * bits) + 7) / 8;
        ReadOnlySpan<byte> pixels = ImageFault.Part(file, start, ((height - 1) * stride) + last);
        if (size == OldHeader && bits <= 8)
            throw ImageFault.NotRead("a BMP file of OS/2 with a palette");
        if (bits > 8 && start != FileHeader + size + (size == InfoHeader && packing == Masked ? Masks : 0))
            throw ImageFault.NotRead("a BMP file with something between its header and its pixels");
        if (bits == 32 && packing == Plain && !AreFourthsAlike(pixels))
            throw ImageFault.NotRead("a BMP file whose pixels have a fourth byte that may be transparency or nothing");
    }

    /// <summary>Whether the fourth byte of every pixel is 0, or of every pixel 255: then it says nothing.</summary>
    private static bool AreFourthsAlike(ReadOnlySpan<byte> pixels)
    {
        byte first = pixels[3];
        for (int fourth = 3; fourth < pixels.Length; fourth += 4)
            if (pixels[fourth] != first)
                return false;
        return first is 0 or byte.MaxValue;
    }

    private static long Word(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static long Number(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);
}
