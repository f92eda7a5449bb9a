using System.Text.Json.Nodes;
using ForwardForward.Tests.Data.Sources;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Persistence.Safetensors;

/// <summary>Files that are no safetensors, or not whole.</summary>
public sealed class DamagedSafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.Below("x.safetensors");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2,
        "*Duplicate*a*")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"\u0061":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2,
        "*Duplicate*a*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,20]}}""", 20, "*\"a\"*F32 [2, 3]*[0, 20]*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,0]}}""", 0, "*F32 [4611686018427387904, 2]*")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4,0],"data_offsets":[0,0]}}""", 0, "*F32 [4611686018427387904, 4, 0]*")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}""", 1, "*\"a\"*shape [-1]*at least 0*")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}""", 1, "*shape [1.5]*whole*")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", 1, "*[1, 0]*")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}""", 1, "*[0, 1, 2]*")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", 2, "*\"a\"*byte 1*0 was expected*")]
    [InlineData(
        """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}""", 3,
        "*\"b\"*byte 1*2 was expected*")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 3, "*2 bytes*3 follow*")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", 1, "*2 bytes*1 follow*")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1]}}""", 1, "*\"a\" has no \"data_offsets\"*")]
    [InlineData("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,1]}}""", 1, "*damaged*")]
    [InlineData("""{"a":7}""", 0, "*damaged*")]
    [InlineData("""{"__metadata__":{"a":7}}""", 0, "*damaged*")]
    [InlineData("""{"__metadata__":{"a":null}}""", 0, "*\"a\" is no text*")]
    [InlineData("""{"a":{"dtype":"\ud800","shape":[1],"data_offsets":[0,1]}}""", 1, "*damaged*")]
    [InlineData("""{"a":{"dtype":"U8","shape":[[1]],"data_offsets":[0,1]}}""", 1, "*damaged*")]
    [InlineData("""[]""", 0, "*{*")]
    [InlineData(""" {}""", 0, "*{*")]
    [InlineData("""{"a":""", 0, "*damaged*")]
    [InlineData("", 0, "*{*")]
    public void Open_BadHeader_IsRefused(string header, int dataLength, string message)
    {
        File.WriteAllBytes(FilePath, SafetensorsFile.Compose(header, new byte[dataLength]));

        FluentActions.Invoking(() => SafetensorsReader.Open(FilePath))
            .Should().Throw<InvalidDataException>().WithMessage(message).WithMessage("*x.safetensors*");
    }

    [Theory]
    [InlineData("""{"NAME":{"dtype":"U8","shape":[2],"data_offsets":[0,1]}}""")]
    [InlineData("""{"NAME":{"dtype":"U8","shape":["NAME"],"data_offsets":[0,1]}}""")]
    [InlineData("""{"NAME":{"dtype":"U8","data_offsets":[0,1]}}""")]
    [InlineData("""{"NAME":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""")]
    [InlineData("""{"NAME":7,"NAME":8}""")]
    [InlineData("""{"__metadata__":{"NAME":null}}""")]
    [InlineData("""{"a":{"dtype":"NAME","shape":[1],"data_offsets":[1,0]}}""")]
    public void Open_NameOfMegabytes_IsNotRepeatedInTheMessage(string header)
    {
        File.WriteAllBytes(FilePath, SafetensorsFile.Compose(header.Replace("NAME", new string('n', 4_000_000)), 7));

        FluentActions.Invoking(() => SafetensorsReader.Open(FilePath))
            .Should().Throw<InvalidDataException>().Which.ToString().Length.Should().BeLessThan(20_000);
    }

    [Theory]
    [InlineData("PK\u0003\u0004zip zip zip zip", "*It looks like a zip archive*")]
    [InlineData("<!DOCTYPE html><html>", "*It looks like a web page*")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "*It looks like a pointer of Git LFS*")]
    [InlineData("height,colour,plant\n1,red,moss\n", "*x.safetensors is no safetensors file, such as Save writes: *Give such a file.")]
    [InlineData("\u0008\u0008\u0012\u0007pytorch\u001A\u00052.4.0", "*is no safetensors file*ONNX model, which ONNX Runtime runs*")]
    public void Open_AnotherFormat_IsNamed(string content, string message)
    {
        File.WriteAllText(FilePath, content);

        FluentActions.Invoking(() => SafetensorsReader.Open(FilePath)).Should().Throw<InvalidDataException>().WithMessage(message);
    }

    [Fact]
    public void Open_TooManyDimensions_IsRefused()
    {
        JsonArray shape = [.. Enumerable.Repeat(1, 65).Select(length => JsonValue.Create(length))];
        File.WriteAllBytes(
            FilePath, SafetensorsFile.Compose($$$"""{"a":{"dtype":"U8","shape":{{{shape.ToJsonString()}}},"data_offsets":[0,1]}}""", 1));

        FluentActions.Invoking(() => SafetensorsReader.Open(FilePath))
            .Should().Throw<InvalidDataException>().WithMessage("*65 dimensions*64*");
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { 2, 0, 0, 0, 0, 0, 0, 0x80, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255, (byte)'{', (byte)'}' })]
    [InlineData(new byte[] { 3, 0, 0, 0, 0, 0, 0, 0, (byte)'{', 0xFF, (byte)'}' })]
    public void Open_NoWholeFile_IsRefused(byte[] content)
    {
        File.WriteAllBytes(FilePath, content);

        FluentActions.Invoking(() => SafetensorsReader.Open(FilePath)).Should().Throw<InvalidDataException>();
    }

    [Fact]
    public void Open_HeaderBeyondTheCap_IsRefusedThoughTheFileHasIt()
    {
        using (FileStream file = File.Create(FilePath))
        {
            file.Write([1, 0xE1, 0xF5, 5, 0, 0, 0, 0, (byte)'{', (byte)'}']); // 100,000,001
            file.SetLength(200_000_000);
        }

        FluentActions.Invoking(() => SafetensorsReader.Open(FilePath))
            .Should().Throw<InvalidDataException>().WithMessage("*100000001*100000000*");
    }

    [Fact]
    public void Read_FileCutAfterOpening_SaysSo()
    {
        if (OperatingSystem.IsWindows())
            return; // It does not let an open file be cut.
        SafetensorsWriter.Write(FilePath, [new("a", zeros([100_000]))]);
        using SafetensorsReader reader = SafetensorsReader.Open(FilePath);
        long before = Tensors.CountLive();
        using (FileStream file = new(FilePath, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            file.SetLength(file.Length - 4);

        FluentActions.Invoking(() => reader.Read("a")).Should().Throw<InvalidDataException>().WithMessage("*cut short*");

        Tensor.TotalCount.Should().Be(before);
    }
}
