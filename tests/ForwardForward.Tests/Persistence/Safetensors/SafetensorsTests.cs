using System.Text;
using ForwardForward.Tests.Data.Sources;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Persistence.Safetensors;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.Below("x.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_TwoTensors_IsTheFormatByteForByte()
    {
        SafetensorsWriter.Write(
            FilePath, [new("a", tensor(new float[] { 1, -2 })), new("b", tensor(5L))],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["who"] = "é\"" });

        byte[] content = File.ReadAllBytes(FilePath);

        // The number of eight bytes stands first, so that it begins at a multiple of 8; the header is padded to one.
        const string Header = """{"__metadata__":{"who":"é\""},"b":{"dtype":"I64","shape":[],"data_offsets":[0,8]}"""
            + ""","a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""";
        byte[] header = Encoding.UTF8.GetBytes(Header);
        int padded = (header.Length + 7) / 8 * 8;
        content.Should().Equal([(byte)padded, 0, 0, 0, 0, 0, 0, 0, .. header, .. Enumerable.Repeat(
            (byte)' ', padded - header.Length), 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]);
    }

    [Fact]
    public void Read_HandMadeFile_GivesTensorsInTheOrderOfTheirBytes()
    {
        File.WriteAllBytes(FilePath, SafetensorsFile.Compose(
            """{"second":{"dtype":"U8","shape":[2,1],"data_offsets":[4,6]},"first":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}"""
            + ""","empty":{"dtype":"F64","shape":[3,0],"data_offsets":[6,6]}}  """, 0x80, 0x3F, 0x00, 0xC0, 7, 255));

        using SafetensorsReader reader = SafetensorsReader.Open(FilePath);

        reader.Metadata.Should().BeEmpty();
        reader.Entries.Select(entry => entry.ToString()).Should().Equal("first BF16 [2]", "second U8 [2, 1]", "empty F64 [3, 0]");
        reader.Read("first").to(float32).data<float>().Should().Equal(1, -2);
        using Tensor second = reader.Read("second");
        second.data<byte>().Should().Equal(7, 255);
        second.shape.Should().Equal(2, 1);
        reader.Read("empty").shape.Should().Equal(3, 0);
        FluentActions.Invoking(() => reader.Read("third")).Should().Throw<ArgumentException>().WithMessage("*no tensor \"third\"*");
    }

    [Theory]
    [InlineData(ScalarType.Float64, "F64")]
    [InlineData(ScalarType.Float32, "F32")]
    [InlineData(ScalarType.Float16, "F16")]
    [InlineData(ScalarType.BFloat16, "BF16")]
    [InlineData(ScalarType.Int64, "I64")]
    [InlineData(ScalarType.Int32, "I32")]
    [InlineData(ScalarType.Int16, "I16")]
    [InlineData(ScalarType.Int8, "I8")]
    [InlineData(ScalarType.Byte, "U8")]
    [InlineData(ScalarType.Bool, "BOOL")]
    public void Write_EveryType_ComesBackAsItWas(ScalarType type, string name)
    {
        Tensor values = arange(6).view(3, 2).to(type);

        SafetensorsWriter.Write(FilePath, [new("lone", values[1, 1]), new("turned", values.t())]);

        ((string?)SafetensorsFile.Open(FilePath).Header["lone"]!["dtype"]).Should().Be(name);
        using SafetensorsReader reader = SafetensorsReader.Open(FilePath);
        reader.Read("lone").Equals(values[1, 1]).Should().BeTrue();
        Tensor turned = reader.Read("turned");
        turned.dtype.Should().Be(type);
        turned.Equals(values.t()).Should().BeTrue("a transposed view is written row by row");
    }

    [Fact]
    public void Write_MoreThanAChunk_ComesBackAsItWas()
    {
        using Tensor values = arange(10_000_000, int32); // 40 MB; a chunk has 16.

        SafetensorsWriter.Write(FilePath, [new("values", values)]);

        using SafetensorsReader reader = SafetensorsReader.Open(FilePath);
        using Tensor again = reader.Read("values");
        again.Equals(values).Should().BeTrue();
    }

    [Fact]
    public void Write_WhatTheFormatLacks_IsRefusedBeforeAFileExists()
    {
        Tensor one = ones([1]);

        Refusal([new("a", one), new("a", one)]).WithMessage("*\"a\"*twice*");
        Refusal([new("__metadata__", one)]).WithMessage("*__metadata__*");
        Refusal([new(string.Empty, one)]).WithMessage("*empty*");
        Refusal([new("c", zeros([1], complex64))]).WithMessage("*\"c\"*ComplexFloat32*F32*");
        _folder.Files.Should().BeEmpty();

        FluentAssertions.Specialized.ExceptionAssertions<ArgumentException> Refusal(NamedTensor[] tensors) =>
            FluentActions.Invoking(() => SafetensorsWriter.Write(FilePath, tensors)).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("U16")]
    [InlineData("U32")]
    [InlineData("U64")]
    [InlineData("C64")]
    [InlineData("F8_E4M3")]
    [InlineData("F8_E5M2")]
    [InlineData("OfTomorrow")]
    public void Read_BesideATensorOfATypeThatCannotBeRead_GivesTheOthers(string type)
    {
        File.WriteAllBytes(FilePath, SafetensorsFile.Compose(
            $$$"""{"b":{"dtype":"{{{type}}}","shape":[1],"data_offsets":[4,12]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""",
            0, 0, 0x80, 0x3F, 1, 2, 3, 4, 5, 6, 7, 8));

        using SafetensorsReader reader = SafetensorsReader.Open(FilePath);

        reader.Entries.Select(entry => entry.ToString()).Should().Equal("a F32 [1]", $"b {type} [1]");
        using Tensor a = reader.Read("a");
        a.data<float>().Should().Equal(1);
        FluentActions.Invoking(() => reader.Read("b"))
            .Should().Throw<InvalidDataException>().WithMessage($"The tensor \"b\" of *is of the type \"{type}\"*F32*");
    }

    [Fact]
    public void Open_MetadataNull_IsNone()
    {
        File.WriteAllBytes(FilePath, SafetensorsFile.Compose(
            """{"__metadata__":null,"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", 7));

        using SafetensorsReader reader = SafetensorsReader.Open(FilePath);

        reader.Metadata.Should().BeEmpty();
        reader.Entries.Should().ContainSingle();
    }

    [Fact]
    public void Write_HalfASurrogatePair_IsRefused()
    {
        foreach (string text in (string[])["\ud800", "a\udc00", "\udc00\ud800b"])
        {
            Writing(text, "key", "text").Should().Throw<ArgumentException>().WithMessage("*surrogate pair*");
            Writing("a", text, "text").Should().Throw<ArgumentException>().WithMessage("*surrogate pair*");
            Writing("a", "key", text).Should().Throw<ArgumentException>().WithMessage("The metadata \"key\"*surrogate pair*");
        }
        Writing("a", "key", null!).Should().Throw<ArgumentException>().WithMessage("The metadata \"key\"*null*");
        _folder.Files.Should().BeEmpty();

        Action Writing(string name, string key, string value) => () => SafetensorsWriter.Write(
            FilePath, [new(name, ones([1]))], new Dictionary<string, string>(StringComparer.Ordinal) { [key] = value });
    }

    [Theory]
    [InlineData("\ud83d\ude00")]
    [InlineData("a\u0000b\"\\/\u2028")]
    public void Write_EveryOtherText_ComesBackAsItWas(string text)
    {
        SafetensorsWriter.Write(
            FilePath, [new(text, ones([1]))], new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text });

        using SafetensorsReader reader = SafetensorsReader.Open(FilePath);

        reader.Entries.Should().ContainSingle().Which.Name.Should().Be(text);
        reader.Metadata.Should().Equal(new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text });
    }

    [Fact]
    public void Read_ManyTensors_TakesAsManySteps()
    {
        const int Count = 20_000;
        SafetensorsWriter.Write(FilePath, [.. Enumerable.Range(0, Count).Select(index => new NamedTensor($"{index}", ones([1])))]);
        using SafetensorsReader reader = SafetensorsReader.Open(FilePath);
        long before = GC.GetAllocatedBytesForCurrentThread();

        using Tensor last = reader.Read($"{Count - 1}");

        last.item<float>().Should().Be(1);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000, "its name is looked up and not searched for");
    }
}
