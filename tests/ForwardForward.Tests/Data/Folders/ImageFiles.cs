using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace ForwardForward.Tests.Data.Folders;

/// <summary>Writes image files byte by byte. A pixel is given by its place.</summary>
internal static class ImageFiles
{
    /// <summary>A PNG file.</summary>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="components">1 for grey, 2 for grey and alpha, 3 for colour, 4 for colour and alpha.</param>
    /// <param name="value">The value at row, column and component, of 8 or 16 bits.</param>
    /// <param name="bits">8 or 16.</param>
    public static byte[] Png(int height, int width, int components, Func<int, int, int, int> value, int bits = 8)
    {
        using MemoryStream rows = new();
        for (int row = 0; row < height; row++)
        {
            rows.WriteByte(0); // No filter.
            for (int column = 0; column < width; column++)
            {
                for (int component = 0; component < components; component++)
                {
                    int number = value(row, column, component);
                    if (bits == 16)
                        rows.WriteByte((byte)(number >> 8));
                    rows.WriteByte((byte)number);
                }
            }
        }
        return Png(height, width, components, bits, rows.ToArray());
    }

    /// <summary>A PNG file that claims a size, with whatever rows.</summary>
    public static byte[] Png(int height, int width, int components, int bits, byte[] rows, bool interlaced = false)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)bits, new byte[] { 0, 4, 2, 6 }[components - 1], interlaced ? (byte)1 : (byte)0);
        using MemoryStream packed = new();
        using (ZLibStream zip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            zip.Write(rows);
        return [0x89, .. "PNG"u8, 13, 10, 26, 10, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    /// <summary>A BMP file of 24 bits a pixel.</summary>
    public static byte[] Bmp(int height, int width, Func<int, int, int, int> value)
    {
        int stride = ((width * 3) + 3) / 4 * 4;
        byte[] file = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(file);
        foreach ((int at, int number) in new[] { (2, file.Length), (10, 54), (14, 40), (18, width), (22, height), (26, 1 | (24 << 16)) })
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), number);
        for (int row = 0; row < height; row++)
            for (int column = 0; column < width; column++)
                for (int channel = 0; channel < 3; channel++)
                    file[54 + ((height - 1 - row) * stride) + (3 * column) + 2 - channel] = (byte)value(row, column, channel);
        return file;
    }

    /// <summary>An animated GIF file, in shades of grey: one value for each picture.</summary>
    public static byte[] Gif(int height, int width, params byte[] pictures)
    {
        using MemoryStream file = new();
        file.Write("GIF89a"u8);
        file.Write([(byte)width, 0, (byte)height, 0, 0xF7, 0, 0]);
        for (int shade = 0; shade < 256; shade++)
            file.Write([(byte)shade, (byte)shade, (byte)shade]);
        foreach (byte picture in pictures)
        {
            file.Write([0x21, 0xF9, 4, 4, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, (byte)width, 0, (byte)height, 0, 0, 8]);
            BitRow codes = new(lowFirst: true);
            for (int pixel = 0; pixel < height * width; pixel++)
            {
                if (pixel % 200 == 0)
                    codes.Add(256, 9); // Begins anew, before codes grow to 10 bits.
                codes.Add(picture, 9);
            }
            codes.Add(257, 9);
            foreach (byte[] block in codes.ToArray().Chunk(255))
                file.Write([(byte)block.Length, .. block]);
            file.WriteByte(0);
        }
        file.WriteByte(0x3B);
        return file.ToArray();
    }

    /// <summary>A JPEG file of blocks of 8×8 pixels of one colour each.</summary>
    /// <param name="rows">Rows of blocks.</param>
    /// <param name="columns">Columns of blocks.</param>
    /// <param name="components">1 for grey, 3 for luma and two chroma values, 4 for inverted inks.</param>
    /// <param name="value">The value at a row and column of blocks and a component.</param>
    /// <param name="progressive">Whether it is progressive.</param>
    /// <param name="orientation">What its Exif data say; null for none.</param>
    /// <param name="littleEndian">The order of bytes in the Exif data.</param>
    public static byte[] Jpeg(
        int rows, int columns, int components, Func<int, int, int, int> value, bool progressive = false, int? orientation = null,
        bool littleEndian = true)
    {
        using MemoryStream file = new();
        file.Write([0xFF, 0xD8]);
        if (orientation is { } held)
            file.Write(Segment(0xE1, Exif(held, littleEndian)));
        if (components == 4)
            file.Write(Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]));
        file.Write(Segment(0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]));
        byte[] numbers = [.. Enumerable.Range(1, components).Select(number => (byte)number)];
        file.Write(Segment(
            progressive ? (byte)0xC2 : (byte)0xC0,
            [8, 0, (byte)(8 * rows), 0, (byte)(8 * columns), (byte)components, .. numbers.SelectMany(
                number => new byte[] { number, 0x11, 0 })]));
        file.Write(Segment(0xC4, [0, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(category => (byte)category)]));
        file.Write(Segment(0xC4, [0x10, 1, .. new byte[15], 0]));
        file.Write(Segment(
            0xDA, [(byte)components, .. numbers.SelectMany(number => new byte[] { number, 0 }), 0, progressive ? (byte)0 : (byte)63, 0]));
        BitRow bits = new(lowFirst: false);
        int[] before = new int[components];
        for (int block = 0; block < rows * columns; block++)
        {
            for (int component = 0; component < components; component++)
            {
                int level = value(block / columns, block % columns, component) - 128, change = level - before[component];
                before[component] = level;
                int category = change == 0 ? 0 : (int)Math.Log2(Math.Abs(change)) + 1;
                bits.Add(category, 4);
                bits.Add(change < 0 ? change + (1 << category) - 1 : change, category);
                if (!progressive)
                    bits.Add(0, 1); // No more of this block.
            }
        }
        foreach (byte code in bits.ToArray())
            file.Write(code == 0xFF ? [0xFF, 0] : [code]);
        file.Write([0xFF, 0xD9]);
        return file.ToArray();
    }

    private static byte[] Exif(int orientation, bool littleEndian)
    {
        byte[] little =
        [
            .. "II"u8, 42, 0, 8, 0, 0, 0, 2, 0,
            0x0F, 0x01, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, // Another tag first.
            0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0,
        ];
        byte[] big =
        [
            .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 2,
            0x01, 0x0F, 0, 2, 0, 0, 0, 1, 0, 0, 0, 0,
            0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. "Exif\0\0"u8, .. littleEndian ? little : big];
    }

    public static byte[] Segment(byte kind, byte[] content) =>
        [0xFF, kind, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    public static byte[] Chunk(string kind, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(kind), .. content], length = new byte[4], check = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc32(named));
        return [.. length, .. named, .. check];
    }

    private static uint Crc32(byte[] content)
    {
        uint check = uint.MaxValue;
        foreach (byte value in content)
        {
            check ^= value;
            for (int bit = 0; bit < 8; bit++)
                check = (check & 1) == 1 ? (check >> 1) ^ 0xEDB88320 : check >> 1;
        }
        return ~check;
    }
}
