using System.Buffers.Binary;
using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Folders;

/// <summary>Files that say another thing than they hold.</summary>
public sealed class HostileImageTests
{
    private const string HoldsMore = "holds more pixels than its header says*", CutShort = "is cut short.*", Damaged = "is damaged*";

    [Fact]
    public void Decode_PngThatUnpacksToAThousandTimesItsSize_IsRefused() =>
        Refused(ImageFiles.Png(10, 10, 1, 8, new byte[50_000_000]), HoldsMore);

    [Theory]
    [InlineData(2, 3, 1, 8, false, 8)] // Two rows of 1 + 3.
    [InlineData(2, 3, 3, 16, false, 38)] // Two rows of 1 + 18.
    [InlineData(3, 9, 1, 1, false, 9)] // Three rows of 1 + 2.
    [InlineData(3, 3, 1, 8, true, 15)] // 9 pixels, and the rows of five passes: 1, 1, 1, 2, 1.
    [InlineData(8, 8, 1, 8, true, 79)] // 64 pixels, and the rows of seven passes: 1, 1, 1, 2, 2, 4, 4.
    [InlineData(1, 1, 3, 8, true, 4)] // One pass.
    public void Decode_Png_HasTheBytesOfItsRows(int height, int width, int components, int bits, bool interlaced, int bytes)
    {
        byte[] Png(int length) => ImageFiles.Png(height, width, components, bits, new byte[length], interlaced);

        Decode(Png(bytes)).Should().Equal(0);
        Refused(Png(bytes + 1), HoldsMore);
        Refused(Png(bytes - 1), CutShort);
    }

    [Theory]
    [InlineData("IDAT", 0x40000000u)] // More than the file has: a gigabyte to be set aside.
    [InlineData("teXt", 0x40000000u)]
    [InlineData("teXt", 0xFFFFFFF4u)] // Twelve bytes backwards, where the same chunk stands.
    public void Decode_PngChunkThatEndsOutsideTheFile_IsRefused(string kind, uint length)
    {
        byte[] file = ImageFiles.Png(1, 1, 1, 8, [0, 0]), chunk = ImageFiles.Chunk(kind, []);
        BinaryPrimitives.WriteUInt32BigEndian(chunk, length);

        FluentActions.Invoking(() => Decode([.. file[..33], .. chunk, .. file[33..]])).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Decode_PngInSeveralChunks_IsRead()
    {
        byte[] file = ImageFiles.Png(1, 1, 1, 8, [0, 99]);
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        byte[] packed = file[41..(41 + length)];

        Decode(
            [
                .. file[..33], .. ImageFiles.Chunk("IDAT", packed[..3]), .. ImageFiles.Chunk("IDAT", packed[3..]),
                .. file[(41 + length + 4)..],
            ]).Should().Equal(99);
    }

    [Theory]
    [InlineData("IHDR", true)]
    [InlineData("tRNS", true)]
    [InlineData("IDAT", true)]
    [InlineData("tEXt", false)] // Says nothing of pixels.
    public void Decode_PngWithAWrongChecksum_IsRefusedWhereItMatters(string kind, bool refused)
    {
        byte[] file = ImageFiles.Png(1, 1, 1, 8, [0, 99]);
        file = [.. file[..33], .. ImageFiles.Chunk("tRNS", [0, 7]), .. ImageFiles.Chunk("tEXt", [65]), .. file[33..]];
        int at = file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(kind));
        Decode(file).Should().Equal(99);

        file[at + 4 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at - 4))] ^= 1;

        if (refused)
            Refused(file, Damaged);
        else
            Decode(file).Should().Equal(99);
    }

    [Fact]
    public void Decode_JpegOfManyScans_IsRefused()
    {
        byte[] file = Grey(100);
        int start = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] scan = file[start..^2];
        byte[] WithScans(int count) => [.. file[..start], .. Enumerable.Repeat(scan, count).SelectMany(bytes => bytes), .. file[^2..]];

        Decode(WithScans(64)).Should().Equal(100);
        Refused(WithScans(65), "has more than 64 scans*");
    }

    [Fact]
    public void Decode_JpegWithoutAScanForAComponent_IsRefused()
    {
        byte[] file = Grey(100);
        int at = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);

        Refused(
            [
                .. file[..at], .. ImageFiles.Segment(0xC0, [8, 0, 8, 0, 8, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]),
                .. file[(at + 2 + 11)..],
            ],
            CutShort);
    }

    [Fact]
    public void Decode_ProgressiveJpegWithoutItsFirstScan_IsRefused()
    {
        byte[] file = ImageFiles.Jpeg(1, 1, 1, (_, _, _) => 100, progressive: true);
        int at = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        file[at + 9] = 0x10; // The scan adds a bit to numbers that no scan has brought.

        Refused(file, CutShort);
    }

    [Fact]
    public void Decode_JpegWithoutItsRestartMarks_IsRefused()
    {
        byte[] file = ImageFiles.Jpeg(1, 2, 1, (_, column, _) => 100 + (50 * column));
        int at = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xDA]);
        byte[] interval = ImageFiles.Segment(0xDD, [0, 1]);
        byte[] Codes(int shade) => Grey(shade)[(at + 10)..^2];
        byte[] With(byte[] codes) => [.. file[..at], .. interval, .. file[at..(at + 10)], .. codes, 0xFF, 0xD9];

        Decode(With([.. Codes(100), 0xFF, 0xD0, .. Codes(150)]), new ImageShape(1, 1, 2)).Should().Equal(100, 150);
        Decode(With([.. Codes(100), 0xFF, 0xD0, .. Codes(150), 0xFF, 0xD1]), new ImageShape(1, 1, 2)).Should().Equal(100, 150);
        Refused(With(Codes(100)), CutShort);
        Refused(With([.. Codes(100), 0xFF, 0xD0]), CutShort);
        Refused(With([.. Codes(100), 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xFF, 0xD0, .. Codes(150)]), Damaged);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xC4, 0, 20, 0x10, 3 })] // Three codes of one bit.
    [InlineData(new byte[] { 0xFF, 0xF0, 0, 20, 0x10, 1 })] // No such segment.
    public void Decode_JpegThatItsDecoderGivesUp_IsRefused(byte[] changed)
    {
        byte[] file = Grey(100);
        int at = file.AsSpan().LastIndexOf([(byte)0xFF, (byte)0xC4]);
        changed.CopyTo(file, at);

        Refused(file, Damaged);
    }

    [Theory]
    [InlineData(2, 2, CutShort)]
    [InlineData(1, 1, HoldsMore)]
    public void Decode_GifOfAnotherNumberOfPixels_IsRefused(byte height, byte width, string message)
    {
        byte[] file = ImageFiles.Gif(1, 2, 77);
        int at = file.AsSpan().IndexOf([(byte)0x2C, (byte)0, (byte)0]);
        Decode(file).Should().Equal(77);
        (file[6], file[8], file[at + 5], file[at + 7]) = (width, height, width, height);

        Refused(file, message);
    }

    [Fact]
    public void Decode_GifWhoseCodesStandForEverMore_EndsAtTheirFirstPixelTooMany()
    {
        BitRow codes = new(lowFirst: true);
        codes.Add(256, 9);
        codes.Add(1, 9);
        for (int code = 258, size = 9; code < 4095; code++) // Each code is the one that it defines.
        {
            codes.Add(code, size);
            if (((code + 1) & ((1 << size) - 1)) == 0 && size < 12)
                size++;
        }
        byte[] file = ImageFiles.Gif(1, 1, 7);
        int at = file.AsSpan().IndexOf([(byte)0x2C, (byte)0, (byte)0]) + 11;

        IEnumerable<byte> blocks = codes.ToArray().Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]);
        Refused([.. file[..at], .. blocks, 0, 0x3B], HoldsMore);
    }

    [Fact]
    public void Decode_GifWithGrowingCodes_HasAsManyPixelsAsItSays()
    {
        // 1, then codes that define themselves: 1 + 2 + 3 + ... + 24 pixels.
        BitRow codes = new(lowFirst: true);
        codes.Add(256, 9);
        codes.Add(1, 9);
        for (int code = 258; code < 281; code++)
            codes.Add(code, 9);
        codes.Add(257, 9);
        byte[] file = ImageFiles.Gif(12, 25, 7);
        int at = file.AsSpan().IndexOf([(byte)0x2C, (byte)0, (byte)0]) + 11;
        byte[] packed = codes.ToArray();

        Decode([.. file[..at], (byte)packed.Length, .. packed, 0, 0x3B]).Should().Equal(1);
    }

    [Fact]
    public void Decode_AnyStartOfAGifOrBmpFile_IsCutShort()
    {
        byte[] gif = ImageFiles.Gif(3, 3, 7), bmp = ImageFiles.Bmp(3, 1, (_, _, _) => 7);

        for (int length = 6; length < gif.Length - 1; length++)
            FluentActions.Invoking(() => Decode(gif[..length])).Should().Throw<InvalidDataException>($"{length}");
        for (int length = 2; length < bmp.Length - 1; length++) // Its last byte fills a row.
            FluentActions.Invoking(() => Decode(bmp[..length])).Should().Throw<InvalidDataException>($"{length}");
        Decode(bmp[..^1]).Should().Equal(7);
    }

    [Fact]
    public void Decode_BmpThatIsAHeaderAlone_IsCutShort()
    {
        byte[] file = ImageFiles.Bmp(1, 1, (_, _, _) => 7);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), 7000);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), 7000);

        Refused(file, CutShort);
    }

    private static byte[] Grey(int shade) => ImageFiles.Jpeg(1, 1, 1, (_, _, _) => shade);

    private static void Refused(byte[] file, string message) =>
        FluentActions.Invoking(() => Decode(file)).Should().Throw<InvalidDataException>().WithMessage(message);

    private static byte[] Decode(byte[] file) => Decode(file, new ImageShape(1, 1, 1));

    private static byte[] Decode(byte[] file, ImageShape shape)
    {
        byte[] pixels = new byte[shape.Size];
        ImageDecoder.Decode(file, new ImageForm(shape, ImageFit.Crop, 50_000_000), pixels);
        return pixels;
    }
}
