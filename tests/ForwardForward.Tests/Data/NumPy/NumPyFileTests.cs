using System.Buffers.Binary;
using System.Text;
using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data.NumPy;

/// <summary>Arrays byte by byte as <c>numpy.save</c> writes them, and others that it would not.</summary>
public sealed class NumPyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.Below("array.npy");

    public void Dispose() => _folder.Dispose();

    // numpy.save of numpy.array([[1.5, -2], [3, 4e10]], dtype="float32"), in hexadecimal.
    [Fact]
    public void Read_BytesOfNumPy_AreItsNumbers()
    {
        File.WriteAllBytes(FilePath, Convert.FromHexString(
            "934e554d5059010076007b276465736372273a20273c6634272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a20"
            + "28322c2032292c207d202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020"
            + "202020202020200a0000c03f000000c000004040f9021551"));

        using Tensor array = NumPyFile.Read(FilePath);

        array.dtype.Should().Be(float32);
        array.shape.Should().Equal(2, 2);
        Values(array).Should().Equal(1.5f, -2, 3, 4e10f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Read_EachVersion_GivesTheNumbers(byte version)
    {
        Write("<f8", "(3,)", [.. new double[] { 0.1, -1e300, 3 }.SelectMany(BitConverter.GetBytes)], version: version);

        using Tensor array = NumPyFile.Read(FilePath);

        array.dtype.Should().Be(float64);
        array.data<double>().ToArray().Should().Equal(0.1, -1e300, 3);
    }

    [Fact]
    public void Read_ImagesAndLabels_AreLearnedFrom()
    {
        Write("|u1", "(4, 1, 2, 3)", [.. Enumerable.Range(0, 24).Select(value => (byte)value)]);
        using Tensor images = NumPyFile.Read(FilePath);
        Write("<i8", "(4,)", [.. new long[] { 0, 2, 1, 2 }.SelectMany(BitConverter.GetBytes)]);
        using Tensor labels = NumPyFile.Read(FilePath);

        using LabelledImages data = new(images, labels, classes: 3);

        data.Images.dtype.Should().Be(uint8);
        data.Shape.Should().Be(new ImageShape(1, 2, 3));
        data.Images[3, 0, 1, 2].item<byte>().Should().Be(23);
        Longs(data.Labels).Should().Equal(0, 2, 1, 2);
    }

    [Fact]
    public void Read_MoreThanAChunk_GivesAllNumbers()
    {
        byte[] bytes = [.. Enumerable.Range(0, 40_000_000).Select(index => (byte)(index * 31))];
        Write("|u1", "(4000, 10000)", bytes);

        using Tensor array = NumPyFile.Read(FilePath);

        array.bytes.SequenceEqual(bytes).Should().BeTrue();
    }

    [Theory]
    [InlineData(">f4", "False", "(1,)", 4, "*array.npy holds big-endian numbers (>f4)*astype*")]
    [InlineData("|O", "False", "(1,)", 4, "*objects (|O)*")]
    [InlineData("<U7", "False", "(1,)", 28, "*texts (<U7)*")]
    [InlineData("<i4", "False", "(1,)", 4, "*'<i4'*<f4, <f8, |u1 and <i8*")]
    [InlineData("<f2", "False", "(1,)", 2, "*'<f2'*")]
    [InlineData("|b1", "False", "(1,)", 1, "*'|b1'*")]
    [InlineData("<c8", "False", "(1,)", 8, "*'<c8'*")]
    [InlineData("<f4", "True", "(1, 1)", 4, "*Fortran's order*numpy.ascontiguousarray*")]
    [InlineData("<f4", "False", "()", 4, "*a single number*")]
    [InlineData("<f4", "False", "(0, 3)", 0, "*shape (0, 3)*at least 1*")]
    [InlineData("<f4", "False", "(-1,)", 4, "*has the header*")]
    [InlineData("<f4", "False", "(99999999999999999999,)", 4, "*shape (99999999999999999999,)*")]
    [InlineData("<f4", "False", "(9223372036854775807, 9223372036854775807)", 4, "*bytes, and has 4*")]
    [InlineData("<f4", "False", "(4611686018427387905,)", 4, "*bytes, and has 4*")]
    [InlineData("<f4", "False", "(100000000000,)", 4, "*shape (100000000000)*and has 4*")]
    [InlineData("<f4", "False", "(3,)", 11, "*takes 12 bytes, and has 11*")]
    [InlineData("<f4", "False", "(3,)", 13, "*takes 12 bytes, and has 13*")]
    [InlineData("<f4", "Maybe", "(1,)", 4, "*has the header*")]
    [InlineData("<f4', 'descr': '<f8", "False", "(1,)", 4, "*has the header*")]
    public void Read_OtherArray_IsRefusedByName(string type, string order, string shape, int bytes, string message)
    {
        Write(type, shape, new byte[bytes], order);

        ShouldRefuse(message);
    }

    [Theory]
    [InlineData("[('a', '<f4'), ('b', '<f4')]", "*has the header*('a', '<f4')*")]
    public void Read_StructuredArray_IsRefused(string type, string message)
    {
        WriteHeader($"{{'descr': {type}, 'fortran_order': False, 'shape': (1,), }}", new byte[8]);

        ShouldRefuse(message);
    }

    [Theory]
    [InlineData("", "*is no array of NumPy*numpy.save*")]
    [InlineData("934e554d50", "*is no array of NumPy*")]
    [InlineData("504b030414000000080000000000", "*is no array of NumPy*")]
    [InlineData("934e554d50590400760000000000", "*has the format 4.0, and 1.0, 2.0 and 3.0*")]
    [InlineData("934e554d505901007600", "*header has 118 bytes*")]
    [InlineData("934e554d5059010076", "*is cut short*")]
    [InlineData("934e554d50590200ffffffff7b", "*header has 4294967295 bytes*")]
    public void Read_NoArray_IsRefused(string hexadecimal, string message)
    {
        File.WriteAllBytes(FilePath, Convert.FromHexString(hexadecimal));

        ShouldRefuse(message);
    }

    [Fact]
    public void Read_HeaderOfRubbish_IsRefusedAndNotRepeated()
    {
        WriteHeader(new string('{', 60_000), [], version: 2);

        FluentActions.Invoking(() => NumPyFile.Read(FilePath))
            .Should().Throw<InvalidDataException>().Which.Message.Length.Should().BeLessThan(1_000);
    }

    // Blanks that could be shared between two parts of a pattern in every way took minutes.
    [Fact]
    public void Read_HeaderOfManyBlanks_IsRefusedAtOnce()
    {
        string blanks = new(' ', 20_000);
        WriteHeader($"{{'descr': '<f4'{blanks}'fortran_order': False{blanks}x", [], version: 2);

        ShouldRefuse("*has the header*");
    }

    [Fact]
    public void Read_Folder_IsTold() =>
        FluentActions.Invoking(() => NumPyFile.Read(_folder.FullPath))
            .Should().Throw<UnauthorizedAccessException>().WithMessage("*is a folder*");

    private void ShouldRefuse(string message)
    {
        long before = CountLive();

        FluentActions.Invoking(() => NumPyFile.Read(FilePath))
            .Should().Throw<InvalidDataException>().WithMessage($"{FilePath}*").WithMessage(message);

        CountLive().Should().Be(before);
    }

    private void Write(string type, string shape, byte[] numbers, string order = "False", byte version = 1) =>
        WriteHeader($"{{'descr': '{type}', 'fortran_order': {order}, 'shape': {shape}, }}", numbers, version);

    /// <summary>A header padded so that the numbers begin at a multiple of 64.</summary>
    private void WriteHeader(string header, byte[] numbers, byte version = 1)
    {
        int before = version == 1 ? 10 : 12;
        header = header.PadRight(((header.Length + 1 + before + 63) / 64 * 64) - before - 1) + "\n";
        byte[] length = new byte[before - 8];
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)header.Length);
        File.WriteAllBytes(
            FilePath, [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.UTF8.GetBytes(header), .. numbers]);
    }
}
