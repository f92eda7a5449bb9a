using System.Text;
using ForwardForward.Data;

namespace ForwardForward.Tests.Data;

public sealed class KnownFormatsTests
{
    public static TheoryData<string, byte[]> Formats => new()
    {
        { "a tar archive", [.. Encoding.ASCII.GetBytes("cifar-10-batches-bin/".PadRight(257, '\0')), .. "ustar  "u8, .. new byte[248]] },
        { "a zip archive", [.. "PK\u0003\u0004"u8, .. new byte[60]] },
        { "a gzipped file", [0x1F, 0x8B, 8, 0] },
        { "a bzip2 file", "BZh91AY"u8.ToArray() },
        { "an array of NumPy", [0x93, .. "NUMPY"u8, 1, 0] },
        { "one image as PNG", [0x89, .. "PNG\r\n"u8] },
        { "one image as JPEG", [0xFF, 0xD8, 0xFF, 0xE0] },
        { "an HDF5 file", [0x89, .. "HDF\r\n"u8] },
        { "a web page", [0xEF, 0xBB, 0xBF, .. "\r\n <!DocType HTML>"u8] },
        { "a web page", "<html><head>"u8.ToArray() },
        { "a web page", "<?xml version=\"1.0\"?><Error><Code>AccessDenied"u8.ToArray() },
        { "a pickle of Python", [0x80, 2, (byte)'}', (byte)'q', 1] },
        { "a pickle of Python", [0x80, 4, 0x95, 0, 0] },
        { "a pointer of Git LFS", "version https://git-lfs.github.com/spec/v1"u8.ToArray() },
        { "an IDX file of unsigned bytes in 3 dimensions", IdxFiles.Images(1, 2, 2) },
        { "an IDX file of numbers that are no unsigned bytes in 1 dimensions", [0, 0, 0x0D, 1, 0, 0, 0, 1] },
    };

    public static TheoryData<byte[]> Others => [[], [0], [0x80, 2, 0, 0, 0, 0, 0, 0], "ustar"u8.ToArray(), CifarFiles.Records(3)[..512]];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Describe_FormatOfAnother_NamesIt(string name, byte[] start) =>
        KnownFormats.Describe(start).Should().StartWith($" It looks like {name}").And.EndWith(".");

    [Theory]
    [MemberData(nameof(Others))]
    public void Describe_AnythingElse_SaysNothing(byte[] start) => KnownFormats.Describe(start).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_FormatOfAnother_IsNamedByEveryReader(string name, byte[] content)
    {
        Reading(content, stream => CifarReader.Read(stream, 10).Dispose());
        Reading(IdxFiles.GZip(content), stream => CifarReader.Read(stream, 10).Dispose());
        if (!name.StartsWith("an IDX", StringComparison.Ordinal))
        {
            Reading(content, stream => IdxReader.ReadImages(stream).Dispose());
            Reading(IdxFiles.GZip(content), stream => IdxReader.ReadLabels(stream, 10).Dispose());
        }

        void Reading(byte[] file, Action<Stream> read)
        {
            using MemoryStream stream = new(file);
            if (file[0] == 0x1F && content[0] == 0x1F && file.Length == content.Length)
                return; // As it is, it is gzipped, and damaged.
            FluentActions.Invoking(() => read(stream)).Should().Throw<InvalidDataException>().WithMessage($"*It looks like {name}*");
        }
    }
}
