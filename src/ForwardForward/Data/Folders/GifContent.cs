using System.Buffers.Binary;

namespace ForwardForward.Data;

/// <summary>
/// Whether the first picture of a GIF file has as many pixels as it says. The decoder takes missing ones for transparent, and unpacks
/// those that are too many into nothing, where a code of 12 bits may stand for thousands.
/// </summary>
internal static class GifContent
{
    private const byte Picture = 0x2C, Extension = 0x21, GraphicControl = 0xF9, HasColours = 0x80;
    private const int ScreenBytes = 13, DescriptorBytes = 10, GraphicControlBytes = 4;

    /// <exception cref="InvalidDataException">The picture has more or fewer; or the file is damaged.</exception>
    public static void ExpectWhole(ReadOnlySpan<byte> file)
    {
        int at = ScreenBytes + ColourBytes(ImageFault.Part(file, 0, ScreenBytes)[10]);
        while (ImageFault.Part(file, at, 3)[0] == Extension)
        {
            if (file[at + 1] == GraphicControl && file[at + 2] != GraphicControlBytes)
                throw ImageFault.Damaged();
            at += 2;
            while (NextBlock(file, ref at).Length > 0)
                continue;
        }
        if (file[at] != Picture)
            throw ImageFault.Damaged();
        ReadOnlySpan<byte> descriptor = ImageFault.Part(file, at, DescriptorBytes);
        at += DescriptorBytes + ColourBytes(descriptor[9]);
        LzwLength pixels = new(
            ImageFault.Part(file, at, 1)[0],
            BinaryPrimitives.ReadUInt16LittleEndian(descriptor[5..]) * BinaryPrimitives.ReadUInt16LittleEndian(descriptor[7..]));
        at++;
        bool ended = false;
        while (NextBlock(file, ref at) is { Length: > 0 } block)
            ended = ended || pixels.Add(block);
        pixels.ExpectAll();
    }

    private static int ColourBytes(byte flags) => (flags & HasColours) == 0 ? 0 : 3 * (2 << (flags & 7));

    private static ReadOnlySpan<byte> NextBlock(ReadOnlySpan<byte> file, ref int at)
    {
        byte length = ImageFault.Part(file, at, 1)[0];
        ReadOnlySpan<byte> block = ImageFault.Part(file, at + 1, length);
        at += 1 + length;
        return block;
    }
}
