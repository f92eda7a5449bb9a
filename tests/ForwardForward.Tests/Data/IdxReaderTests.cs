using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

public sealed class IdxReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadImages_PlainOrZipped_GivesTheBytesInOrder(bool zip)
    {
        byte[] file = IdxFiles.Images(5, 3, 4);
        using var stream = new MemoryStream(zip ? IdxFiles.GZip(file) : file);

        using Tensor images = IdxReader.ReadImages(stream);

        images.dtype.Should().Be(ScalarType.Byte);
        images.shape.Should().Equal(5, 1, 3, 4);
        images.data<byte>().ToArray().Should().Equal(Enumerable.Range(0, 60).Select(index => (byte)index));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadImages_SeveralChunksFromForwardOnlyStream_GivesAllBytes(bool zip)
    {
        byte[] file = IdxFiles.Images(3_000, 28, 28);
        using var stream = new ForwardOnlyStream(zip ? IdxFiles.GZip(file) : file);

        using Tensor images = IdxReader.ReadImages(stream);

        images.data<byte>().ToArray().Should().Equal(file.AsSpan(16).ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadLabels_PlainOrZipped_GivesInt64(bool zip)
    {
        byte[] file = IdxFiles.Labels(3, 0, 9);
        using var stream = new MemoryStream(zip ? IdxFiles.GZip(file) : file);

        using Tensor labels = IdxReader.ReadLabels(stream, 10);

        labels.dtype.Should().Be(ScalarType.Int64);
        labels.data<long>().ToArray().Should().Equal(3, 0, 9);
    }

    [Fact]
    public void ReadLabels_LabelOutsideRange_NamesIndexAndValue()
    {
        Labels(IdxFiles.Labels(3, 0, 10, 11), 10).Should().Throw<InvalidDataException>().WithMessage("test.idx: label 2 is 10*0 to 9*");
    }

    [Fact]
    public void ReadLabels_TooManyClasses_Throws()
    {
        Labels(IdxFiles.Labels(3), 257).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Read_OtherKindOfFile_SaysWhichMethodReadsIt()
    {
        Images(IdxFiles.Labels(1, 2)).Should().Throw<InvalidDataException>().WithMessage("test.idx is not an IDX image file*ReadLabels*");
        Labels(IdxFiles.Images(1, 2, 2), 10).Should().Throw<InvalidDataException>()
            .WithMessage("test.idx is not an IDX label file*ReadImages*");
        Images("PK not idx"u8.ToArray()).Should().Throw<InvalidDataException>().WithMessage("*0x504B206E instead of 0x00000803*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(15)]
    public void ReadImages_EndsInsideHeader_SaysSo(int length)
    {
        Images(IdxFiles.Images(1, 2, 2)[..length]).Should().Throw<InvalidDataException>().WithMessage("test.idx ends inside its header*");
    }

    [Theory]
    [InlineData(0, 28, 28, "image count 0")]
    [InlineData(-1, 28, 28, "image count 4294967295")]
    [InlineData(10, 0, 28, "image height 0")]
    [InlineData(10, 28, 1_000_000, "image width 1000000")]
    public void ReadImages_ImpossibleDimension_NamesIt(int count, int height, int width, string problem)
    {
        Images(IdxFiles.Header(0x803, count, height, width)).Should().Throw<InvalidDataException>().WithMessage($"*{problem}*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ReadImages_TooShort_SaysHowManyBytesWereExpectedAndFound(bool zip)
    {
        byte[] file = IdxFiles.Images(3, 2, 2)[..^5];

        Images(zip ? IdxFiles.GZip(file) : file).Should().Throw<InvalidDataException>()
            .WithMessage("test.idx should hold 3 images of 2×2, 12 bytes after its header, but holds 7*");
    }

    [Theory]
    [InlineData(false, "13")]
    [InlineData(true, "more")]
    public void ReadImages_BytesAfterTheLastImage_Throws(bool zip, string found)
    {
        byte[] file = [.. IdxFiles.Images(3, 2, 2), 0];

        Images(zip ? IdxFiles.GZip(file) : file).Should().Throw<InvalidDataException>()
            .WithMessage($"*12 bytes after its header, but holds {found}*");
    }

    [Fact]
    public void ReadImages_CutGZip_SaysSo()
    {
        byte[] file = IdxFiles.GZip(IdxFiles.Images(300, 28, 28));

        Images(file[..(file.Length / 2)]).Should().Throw<InvalidDataException>().WithMessage("test.idx*undamaged copy*");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(30)] // Of what is not compressed: no bytes of another kind fill the gap.
    public void ReadImages_GZipThatLacksItsLastBytes_IsRefused(int missing)
    {
        using MemoryStream packed = new();
        using (System.IO.Compression.GZipStream zip = new(packed, System.IO.Compression.CompressionLevel.NoCompression, leaveOpen: true))
            zip.Write(IdxFiles.Images(300, 28, 28));

        Images(packed.ToArray()[..^missing]).Should().Throw<InvalidDataException>().WithMessage("test.idx*undamaged copy*");
    }

    [Fact]
    public void ReadImages_GZipOfSeveralMembers_IsReadAsOne()
    {
        byte[] file = IdxFiles.Images(300, 28, 28);
        using MemoryStream stream = new([.. file.Chunk(10_000).SelectMany(IdxFiles.GZip)]);

        using Tensor images = IdxReader.ReadImages(stream);

        images.bytes.ToArray().Should().Equal(file[16..]);
    }

    [Fact]
    public void ReadImages_DamagedGZip_SaysSo()
    {
        byte[] file = IdxFiles.GZip(IdxFiles.Images(300, 28, 28));
        file.AsSpan(file.Length / 2, 40).Fill(0xFF);

        Images(file).Should().Throw<InvalidDataException>().WithMessage("test.idx*undamaged copy*");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void ReadImages_HeaderClaimsTerabytes_AllocatesLittle(bool zip, bool forwardOnly)
    {
        byte[] file = IdxFiles.Header(0x803, int.MaxValue, 16_384, 16_384);
        byte[] content = zip ? IdxFiles.GZip(file) : file;
        long before = GC.GetAllocatedBytesForCurrentThread();

        using Stream stream = forwardOnly ? new ForwardOnlyStream(content) : new MemoryStream(content);
        Action act = () => IdxReader.ReadImages(stream).Dispose();

        act.Should().Throw<InvalidDataException>().WithMessage("*576460752034988032 bytes*holds 0*");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(8 << 20);
    }

    [Fact]
    public void ReadLabels_GZipOfManyLabels_AllocatesNoManagedMemoryForThem()
    {
        const int Count = 20_000_000;
        byte[] file = new byte[8 + Count];
        IdxFiles.Header(0x801, Count).CopyTo(file, 0);
        using MemoryStream stream = new(IdxFiles.GZip(file));
        long before = GC.GetAllocatedBytesForCurrentThread();

        using Tensor labels = IdxReader.ReadLabels(stream, 10);

        labels.shape.Should().Equal(Count);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
    }

    [Fact]
    public void ReadImages_GZipWithMoreThanItsHeaderSays_IsStopped()
    {
        byte[] file = [.. IdxFiles.Images(3, 2, 2), .. new byte[50_000_000]];
        using MemoryStream stream = new(IdxFiles.GZip(file));
        long before = GC.GetAllocatedBytesForCurrentThread();

        FluentActions.Invoking(() => IdxReader.ReadImages(stream)).Should().Throw<InvalidDataException>().WithMessage("*holds more*");

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1 << 20);
    }

    [Fact]
    public void ReadImages_NoSuchFile_Throws()
    {
        Action act = () => IdxReader.ReadImages(Path.Combine(Path.GetTempPath(), "no-such-file.idx")).Dispose();

        act.Should().Throw<FileNotFoundException>().WithMessage("*no-such-file.idx*");
    }

    private static Action Images(byte[] file) =>
        () =>
        {
            using var stream = new MemoryStream(file);
            IdxReader.ReadImages(stream, "test.idx").Dispose();
        };

    private static Action Labels(byte[] file, int classes) =>
        () =>
        {
            using var stream = new MemoryStream(file);
            IdxReader.ReadLabels(stream, classes, "test.idx").Dispose();
        };
}
