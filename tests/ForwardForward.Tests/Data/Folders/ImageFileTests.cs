using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data.Folders;

public sealed class ImageFileTests
{
    private static readonly ImageShape Shape = new(1, 4, 4);

    [Fact]
    public void Decode_ContentOfAFile_IsWhatReadGives()
    {
        byte[] content = ImageFiles.Png(6, 9, 3, (row, column, channel) => (row * 20) + (column * 3) + channel);
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, content);

        using Tensor decoded = ImageFile.Decode(content, Shape, ImageFit.Pad), read = ImageFile.Read(path, Shape, ImageFit.Pad);
        File.Delete(path);

        decoded.shape.Should().Equal(1, 1, 4, 4);
        decoded.data<byte>().Should().Equal(read.data<byte>());
    }

    [Fact]
    public void Decode_BadContent_SaysWhatIsWrongWithTheImage()
    {
        byte[] good = ImageFiles.Png(6, 9, 1, (_, _, _) => 1);

        Refusal(good[..30]).Should().StartWith("The image is damaged");
        Refusal([1, 2, 3]).Should().StartWith("The image is no PNG");
        Refusal([]).Should().Be("The image is empty.");
        Refusal(good, mostPixels: 53).Should().StartWith("The image has 6×9 pixels, and may have 53.");
        FluentActions.Invoking(() => ImageFile.Decode(null!, Shape)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => ImageFile.Decode(good, new ImageShape(2, 4, 4))).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static string Refusal(byte[] content, long mostPixels = 1_000) =>
        FluentActions.Invoking(() => ImageFile.Decode(content, Shape, mostPixels: mostPixels))
            .Should().Throw<InvalidDataException>().Which.Message;
}
