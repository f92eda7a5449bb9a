using System.IO.Compression;
using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

public sealed class CifarReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_PlainOrZipped_PutsEveryByteInItsPlace(bool zip)
    {
        // Byte 0 is the label; red starts at byte 1, green at 1 + 1024, blue at 1 + 2048; a row is 32 bytes. 51 / 255 = 0.2.
        var file = new byte[2 * 3_073];
        file[0] = 3;
        file[2] = 51; // red, row 0, column 1
        file[1 + 32] = 102; // red, row 1, column 0
        file[1 + 1_024] = 153; // green, row 0, column 0
        file[3_072] = 204; // blue, row 31, column 31
        file[3_073] = 9;
        file[3_073 + 1 + 2_048 + (5 * 32) + 7] = 255; // second record: blue, row 5, column 7
        using var stream = new MemoryStream(zip ? IdxFiles.GZip(file) : file);

        using LabelledImages data = CifarReader.Read(stream, 10);

        (data.Shape, data.Classes).Should().Be((new ImageShape(3, 32, 32), 10));
        data.Labels.data<long>().ToArray().Should().Equal(3, 9);
        byte[] pixels = data.Images.data<byte>().ToArray();
        Pixel(0, 0, 0, 1).Should().Be(51);
        Pixel(0, 0, 1, 0).Should().Be(102);
        Pixel(0, 1, 0, 0).Should().Be(153);
        Pixel(0, 2, 31, 31).Should().Be(204);
        Pixel(1, 2, 5, 7).Should().Be(255);
        pixels.Count(value => value != 0).Should().Be(5);

        byte Pixel(int image, int channel, int row, int column) => pixels[(((((image * 3) + channel) * 32) + row) * 32) + column];
    }

    [Theory]
    [InlineData(680, false)]
    [InlineData(700, false)]
    [InlineData(700, true)]
    public void Read_SeveralChunksFromForwardOnlyStream_GivesAllRecords(int count, bool zip)
    {
        byte[] labels = [.. Enumerable.Range(0, count).Select(record => (byte)(record % 10))];
        byte[] file = CifarFiles.Records(labels);
        using var stream = new ForwardOnlyStream(zip ? IdxFiles.GZip(file) : file);

        using LabelledImages data = CifarReader.Read(stream, 10);

        data.Labels.data<long>().ToArray().Should().Equal(labels.Select(label => (long)label));
        data.Images.data<byte>().ToArray().AsSpan().SequenceEqual([.. Enumerable.Range(0, count).SelectMany(CifarFiles.Pixels)])
            .Should().BeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_Stream_LeavesItOpenAndNoTensorBehind(bool zip)
    {
        byte[] file = CifarFiles.Records(0, 1);
        using var stream = new MemoryStream(zip ? IdxFiles.GZip(file) : file);
        long before = Tensors.CountLive();

        CifarReader.Read(stream, 10).Dispose();

        stream.CanRead.Should().BeTrue();
        stream.ReadByte().Should().Be(-1, "the stream was read to its end");
        Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void Read_ForwardOnlyStream_LeavesItOpen()
    {
        using var stream = new ForwardOnlyStream(CifarFiles.Records(0, 1));

        CifarReader.Read(stream, 10).Dispose();

        stream.CanRead.Should().BeTrue();
    }

    [Fact]
    public void Read_LabelOutsideRange_NamesRecordAndValue()
    {
        Reading(CifarFiles.Records(3, 9, 10, 11), 10).Should().Throw<InvalidDataException>()
            .WithMessage("test.bin: the label of record 2 is 10*0 to 9*unpacked*");
    }

    [Fact]
    public void Read_LabelOutsideRangeInLaterChunk_CountsFromTheStart()
    {
        var labels = new byte[700];
        labels[690] = 12;

        Reading(CifarFiles.Records(labels), 10).Should().Throw<InvalidDataException>().WithMessage("*record 690 is 12*");
    }

    [Theory]
    [InlineData(3_073 - 1, "0 and 3072 bytes too many")]
    [InlineData((2 * 3_073) - 1, "1 and 3072 bytes too many")]
    [InlineData((2 * 3_073) + 1, "2 and 1 bytes too many")]
    [InlineData((690 * 3_073) + 5, "690 and 5 bytes too many")]
    [InlineData(1, "0 and 1 bytes too many")]
    public void Read_NoWholeNumberOfRecords_SaysHowManyBytesAreTooMany(int length, string problem)
    {
        byte[] file = CifarFiles.Records(new byte[700])[..length];

        Reading(file, 10)
            .Should().Throw<InvalidDataException>().WithMessage($"test.bin should hold whole records of 3073 bytes, but holds {problem}*");
        Reading(IdxFiles.GZip(file), 10).Should().Throw<InvalidDataException>().WithMessage($"test.bin*{problem}*");
    }

    [Fact]
    public void Read_Empty_SaysSo()
    {
        Reading([], 10).Should().Throw<InvalidDataException>().WithMessage("test.bin is empty*");
        Reading(IdxFiles.GZip([]), 10).Should().Throw<InvalidDataException>().WithMessage("test.bin is empty*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_CutGZip_ThrowsWhereverItWasCut(bool forwardOnly)
    {
        // Not compressed, so that a cut after a multiple of 3073 bytes of content leaves whole records; the last 8 bytes are the trailer.
        byte[] content = CifarFiles.Records(0, 1, 2);
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.NoCompression, leaveOpen: true))
            zip.Write(content);
        byte[] file = target.ToArray();
        int start = file.AsSpan().IndexOf(content.AsSpan(0, 100));

        foreach (int length in new[] { start, start + 100, start + (2 * 3_073), start + content.Length, file.Length - 4, file.Length - 1 })
        {
            using Stream stream = forwardOnly ? new ForwardOnlyStream(file[..length]) : new MemoryStream(file[..length]);
            Action act = () => CifarReader.Read(stream, 10, "test.bin").Dispose();
            act.Should().Throw<InvalidDataException>($"{length} of {file.Length} bytes are there")
                .WithMessage("test.bin is gzipped, but*undamaged copy*");
        }
    }

    [Fact]
    public void Read_DamagedGZip_SaysSo()
    {
        byte[] file = IdxFiles.GZip(CifarFiles.Records(new byte[20]));
        file[^8] ^= 1; // The checksum.

        Reading(file, 10).Should().Throw<InvalidDataException>().WithMessage("test.bin is gzipped, but damaged*undamaged copy*");
    }

    [Fact]
    public void Read_SeveralGZippedFilesInOne_AreReadAsOne()
    {
        byte[] first = IdxFiles.GZip(CifarFiles.Records(0)), second = IdxFiles.GZip(CifarFiles.Records(1, 2));

        using (LabelledImages images = CifarReader.Read(new MemoryStream([.. first, .. second]), 10, "test.bin"))
            images.Labels.data<long>().Should().Equal(0, 1, 2);
        foreach (int cut in new[] { 1, 8, 9, second.Length - 1, second.Length - 10 })
            Reading([.. first, .. second[..^cut]], 10).Should().Throw<InvalidDataException>($"{cut} bytes are missing")
                .WithMessage("test.bin is gzipped, but*undamaged copy*");
        Reading([.. first, .. second, 0, 0], 10).Should().Throw<InvalidDataException>().WithMessage("*behind its end*");
    }

    [Fact]
    public void Read_EmptyMembersAround_AreNothing()
    {
        byte[] file = IdxFiles.GZip(CifarFiles.Records(7)), empty = IdxFiles.GZip([]); // bgzip ends with an empty one.

        using LabelledImages images = CifarReader.Read(new ForwardOnlyStream([.. empty, .. file, .. empty]), 10);

        images.Labels.data<long>().Should().Equal(7);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 700)]
    [InlineData(true, 700)]
    public void Read_Cifar100_IsRecognised(bool zip, int count)
    {
        byte[] file = [.. Enumerable.Range(0, count).SelectMany(
            record => CifarFiles.Pixels(record).Prepend((byte)(record % 100)).Prepend((byte)(record % 20)))];

        Reading(zip ? IdxFiles.GZip(file) : file, 10)
            .Should().Throw<InvalidDataException>().WithMessage("test.bin*It looks like CIFAR-100, whose records have two labels*");
    }

    [Fact]
    public void Read_LabelOutsideRange_IsNotTakenForCifar100() =>
        Reading(CifarFiles.Records([.. Enumerable.Repeat((byte)11, 400)]), 10)
            .Should().Throw<InvalidDataException>().Which.Message.Should().NotContain("looks like");

    [Fact]
    public void Read_GZipThatUnpacksWithoutEnd_IsStopped()
    {
        byte[] bomb = IdxFiles.GZip(new byte[100_001 * CifarFiles.RecordBytes]);
        bomb.Length.Should().BeLessThan(4 << 20, "few bytes become many");

        Reading(bomb, 10).Should().Throw<InvalidDataException>()
            .WithMessage("test.bin is gzipped and holds more than 100000 records*unpack it first*");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public void Read_ImpossibleNumberOfClasses_Throws(int classes)
    {
        Reading(CifarFiles.Records(0), classes).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*2 to 31 classes*");
    }

    [Fact]
    public void Read_LargestNumberOfClasses_TakesNoPlainFileForGZip()
    {
        // Label 30 and first red 139 are 1E 8B; gzip begins with 1F 8B.
        byte[] file = CifarFiles.Records(30);
        file[1] = 0x8B;
        using var stream = new MemoryStream(file);

        using LabelledImages data = CifarReader.Read(stream, 31);

        data.Labels.data<long>().ToArray().Should().Equal(30);
    }

    [Fact]
    public void Read_NoSuchFile_Throws()
    {
        Action act = () => CifarReader.Read(Path.Combine(Path.GetTempPath(), "no-such-file.bin"), 10).Dispose();

        act.Should().Throw<FileNotFoundException>().WithMessage("*no-such-file.bin*");
    }

    private static Action Reading(byte[] file, int classes) =>
        () =>
        {
            using var stream = new MemoryStream(file);
            CifarReader.Read(stream, classes, "test.bin").Dispose();
        };
}
