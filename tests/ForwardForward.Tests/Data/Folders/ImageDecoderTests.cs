using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Folders;

public sealed class ImageDecoderTests
{
    // Nine shades, so that every place is told from every other: [height 2, width 3] blocks of a JPEG file.
    private static readonly byte[] Shades = [10, 50, 90, 130, 170, 210];

    [Theory]
    [InlineData(1, new byte[] { 10, 50, 90, 130, 170, 210 })]
    [InlineData(2, new byte[] { 90, 50, 10, 210, 170, 130 })] // Mirrored left to right.
    [InlineData(3, new byte[] { 210, 170, 130, 90, 50, 10 })] // Turned by half.
    [InlineData(4, new byte[] { 130, 170, 210, 10, 50, 90 })] // Mirrored top to bottom.
    [InlineData(5, new byte[] { 10, 130, 50, 170, 90, 210 })] // Rows become columns.
    [InlineData(6, new byte[] { 130, 10, 170, 50, 210, 90 })] // Turned to the right.
    [InlineData(7, new byte[] { 210, 90, 170, 50, 130, 10 })] // Rows become columns, and half a turn.
    [InlineData(8, new byte[] { 90, 210, 50, 170, 10, 130 })] // Turned to the left.
    public void Decode_ExifOrientation_TurnsUpright(int orientation, byte[] expected)
    {
        ImageShape shape = orientation < 5 ? new(1, 2, 3) : new(1, 3, 2);
        foreach (bool little in new[] { true, false })
        {
            byte[] file = ImageFiles.Jpeg(2, 3, 1, (row, column, _) => Shades[(3 * row) + column], false, orientation, little);

            Decode(file, shape).Should().Equal(expected);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(null)]
    public void Decode_NoSensibleOrientation_LeavesTheImage(int? orientation) =>
        Decode(ImageFiles.Jpeg(2, 3, 1, (row, column, _) => Shades[(3 * row) + column], false, orientation), new ImageShape(1, 2, 3))
            .Should().Equal(Shades);

    [Fact]
    public void Decode_AnyStartOfAJpegFile_EndsInAnExceptionOfItsOwn()
    {
        byte[] file = ImageFiles.Jpeg(2, 3, 1, (row, column, _) => Shades[(3 * row) + column], false, 6);

        for (int length = 0; length < file.Length - 1; length++)
            FluentActions.Invoking(() => Decode(file[..length], new ImageShape(1, 2, 3))).Should().Throw<InvalidDataException>($"{length}");
    }

    [Fact]
    public void Decode_SegmentThatReachesBeyondTheEnd_IsNoEndlessLoop()
    {
        byte[] file = ImageFiles.Jpeg(2, 3, 1, (row, column, _) => Shades[(3 * row) + column], orientation: 6);
        (file[4], file[5]) = (0xFF, 0xF0); // The length of the first segment.

        FluentActions.Invoking(() => Decode(file, new ImageShape(1, 2, 3))).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Decode_ProgressiveJpeg_IsRead() =>
        Decode(ImageFiles.Jpeg(2, 3, 1, (row, column, _) => Shades[(3 * row) + column], progressive: true), new ImageShape(1, 2, 3))
            .Should().Equal(Shades);

    [Fact]
    public void Decode_CmykJpeg_IsMixedToColour()
    {
        // Inks are stored inverted, 255 for none: full magenta and yellow are red, and black takes half of it.
        int[] inks = [255, 0, 0, 128];
        byte[] file = ImageFiles.Jpeg(1, 1, 4, (_, _, ink) => inks[ink]);

        Decode(file, new ImageShape(3, 1, 1)).Should().Equal(128, 0, 0);
    }

    [Fact]
    public void Decode_GreyPngAsColour_RepeatsTheShade() =>
        Decode(ImageFiles.Png(1, 2, 1, (_, column, _) => 100 * column), new ImageShape(3, 1, 2)).Should().Equal(0, 100, 0, 100, 0, 100);

    [Fact]
    public void Decode_ColourPng_PutsChannelAfterChannel() =>
        Decode(ImageFiles.Png(1, 2, 3, (_, column, channel) => (10 * column) + channel), new ImageShape(3, 1, 2))
            .Should().Equal(0, 10, 1, 11, 2, 12);

    [Fact]
    public void Decode_SixteenBitPng_KeepsTheUpperEight() =>
        Decode(ImageFiles.Png(1, 2, 1, (_, column, _) => 0x1280 + (column << 12), bits: 16), new ImageShape(1, 1, 2))
            .Should().Equal(0x12, 0x22);

    [Fact]
    public void Decode_TransparentPng_LaysItOverWhite() =>
        Decode(ImageFiles.Png(1, 1, 4, (_, _, component) => component == 3 ? 0 : 7), new ImageShape(3, 1, 1)).Should().Equal(255, 255, 255);

    [Fact]
    public void Decode_Bmp_IsReadFromItsTop() =>
        Decode(ImageFiles.Bmp(2, 1, (row, _, channel) => (100 * row) + channel), new ImageShape(3, 2, 1))
            .Should().Equal(0, 100, 1, 101, 2, 102);

    [Fact]
    public void Decode_AnimatedGif_GivesTheFirstPicture() =>
        Decode(ImageFiles.Gif(30, 30, 77, 200), new ImageShape(1, 2, 2)).Should().Equal(77, 77, 77, 77);

    [Theory]
    [InlineData(ImageFit.Crop, new byte[] { 20, 30, 20, 30 })]
    [InlineData(ImageFit.Stretch, new byte[] { 15, 35, 15, 35 })]
    [InlineData(ImageFit.Pad, new byte[] { 15, 35, 0, 0 })]
    public void Decode_WideImage_IsBroughtToTheShape(ImageFit fit, byte[] expected)
    {
        byte[] file = ImageFiles.Png(2, 4, 1, (_, column, _) => 10 + (10 * column));

        Decode(file, new ImageShape(1, 2, 2), fit).Should().Equal(expected);
    }

    [Fact]
    public void Decode_OnePixel_BecomesAnyShape() =>
        Decode(ImageFiles.Png(1, 1, 1, (_, _, _) => 9), new ImageShape(3, 5, 4))
            .Should().HaveCount(60).And.OnlyContain(value => value == 9);

    [Fact]
    public void Decode_MorePixelsThanAllowed_IsRefusedFromItsHeader()
    {
        byte[] file = ImageFiles.Png(10_000, 10_000, 1, 8, rows: [1, 2, 3]);

        FluentActions.Invoking(() => Decode(file, new ImageShape(1, 1, 1))).Should().Throw<InvalidDataException>()
            .WithMessage("has 10000×10000 pixels, and may have 50000000.*");
    }

    [Fact]
    public void Decode_HugeImageWhereAllowed_IsRead()
    {
        byte[] file = ImageFiles.Png(10_000, 10_000, 1, 8, rows: new byte[10_000 * 10_001]);

        Decode(file, new ImageShape(1, 2, 2), mostPixels: 100_000_000).Should().Equal(0, 0, 0, 0);
    }

    [Theory]
    [InlineData("", "is empty.")]
    [InlineData("<html>404</html>", "is no PNG, JPEG, BMP or GIF file, whatever its name says.*web page*")]
    [InlineData("just text", "is no PNG, JPEG, BMP or GIF file*")]
    [InlineData("GIF89a", "is damaged*")]
    [InlineData("BM", "is damaged*")]
    public void Decode_NoImage_SaysWhatItIs(string text, string message) =>
        FluentActions.Invoking(() => Decode(System.Text.Encoding.UTF8.GetBytes(text), new ImageShape(1, 1, 1)))
            .Should().Throw<InvalidDataException>().WithMessage(message);

    private static byte[] Decode(byte[] file, ImageShape shape, ImageFit fit = ImageFit.Crop, long mostPixels = 50_000_000)
    {
        byte[] pixels = new byte[shape.Size];
        ImageDecoder.Decode(file, new ImageForm(shape, fit, mostPixels), pixels);
        return pixels;
    }
}
