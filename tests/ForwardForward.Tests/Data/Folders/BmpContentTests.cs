using System.Buffers.Binary;
using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Folders;

/// <summary>Kinds of BMP files: those that are read, and those that the decoder would misread.</summary>
public sealed class BmpContentTests
{
    private static readonly byte[] Pixel = [30, 20, 10, 0], Masks = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0];

    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(56)]
    [InlineData(108)]
    [InlineData(124)]
    public void Decode_PixelsRightBehindTheHeader_AreRead(int header)
    {
        Decode(Bmp(header, bits: 24, [], Pixel)).Should().Equal(10, 20, 30);

        Refused(Bmp(header, bits: 24, new byte[4], Pixel), "is a BMP file with something between its header and its pixels*PNG.");
    }

    [Fact]
    public void Decode_Palette_IsReadButForOs2()
    {
        Decode(Bmp(40, bits: 8, [0, 0, 0, 0, 30, 20, 10, 0], [1, 0, 0, 0])).Should().Equal(10, 20, 30);
        Decode(Bmp(124, bits: 1, [0, 0, 0, 0, 30, 20, 10, 0], [0x80, 0, 0, 0])).Should().Equal(10, 20, 30);

        foreach (int bits in new[] { 1, 4, 8 })
            Refused(Bmp(12, bits, new byte[3 << bits], new byte[4]), "is a BMP file of OS/2 with a palette*PNG.");
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(255, 255, true)]
    [InlineData(0, 255, false)]
    [InlineData(255, 0, false)]
    [InlineData(7, 7, false)]
    public void Decode_FourthBytes_AreReadWhereTheySayNothing(byte first, byte second, bool read)
    {
        byte[] file = Bmp(40, bits: 32, [], [30, 20, 10, first, 60, 50, 40, second], width: 2);

        if (read)
            Decode(file, new ImageShape(3, 1, 2)).Should().Equal(10, 40, 20, 50, 30, 60);
        else
            Refused(file, "is a BMP file whose pixels have a fourth byte*PNG.");
    }

    [Fact]
    public void Decode_MasksBehindTheHeader_AreRead()
    {
        Decode(Bmp(40, bits: 32, Masks, [30, 20, 10, 99], packing: 3)).Should().Equal(10, 20, 30);

        Refused(Bmp(40, bits: 32, [.. Masks, 0, 0, 0, 0], [30, 20, 10, 99], packing: 3), "is a BMP file with something between*");
    }

    [Fact]
    public void Decode_TopFirst_IsReadFromItsTop() =>
        Decode(Bmp(40, bits: 24, [], [1, 1, 1, 0, 2, 2, 2, 0], height: -2), new ImageShape(1, 2, 1)).Should().Equal(1, 2);

    [Fact]
    public void Decode_TopFirstOfTheLeastNumber_IsRefused() =>
        FluentActions.Invoking(() => Decode(Bmp(40, bits: 24, [], Pixel, height: int.MinValue))).Should().Throw<InvalidDataException>()
            .WithMessage("has 2147483648×1 pixels*");

    private static byte[] Bmp(
        int header, int bits, byte[] between, byte[] pixels, int width = 1, int height = 1, int packing = 0)
    {
        byte[] start = new byte[14 + header];
        "BM"u8.CopyTo(start);
        foreach ((int at, int number) in header == 12
            ? [(18, width | (height << 16)), (22, 1 | (bits << 16))]
            : new[] { (18, width), (22, height), (26, 1 | (bits << 16)), (30, packing) })
            BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(at), number);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(10), start.Length + between.Length);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(14), header);
        return [.. start, .. between, .. pixels];
    }

    private static byte[] Decode(byte[] file, ImageShape? shape = null)
    {
        ImageForm form = new(shape ?? new ImageShape(3, 1, 1), ImageFit.Crop, 1_000);
        byte[] pixels = new byte[form.Shape.Size];
        ImageDecoder.Decode(file, form, pixels);
        return pixels;
    }

    private static void Refused(byte[] file, string message) =>
        FluentActions.Invoking(() => Decode(file)).Should().Throw<InvalidDataException>().WithMessage(message);
}
