using System.Buffers.Binary;
using System.IO.Compression;

namespace ForwardForward.Tests.Data;

/// <summary>Writes small IDX files; pixel number i has the value i modulo 256.</summary>
internal static class IdxFiles
{
    public static byte[] Images(int count, int height, int width) =>
        [.. Header(0x803, count, height, width), .. Enumerable.Range(0, count * height * width).Select(index => (byte)index)];

    public static byte[] Labels(params byte[] labels) => [.. Header(0x801, labels.Length), .. labels];

    public static byte[] Header(params int[] numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(int)];
        for (int index = 0; index < numbers.Length; index++)
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(index * sizeof(int)), numbers[index]);
        return bytes;
    }

    public static byte[] GZip(byte[] content)
    {
        using var target = new MemoryStream();
        using (var zip = new GZipStream(target, CompressionLevel.Fastest))
            zip.Write(content);
        return target.ToArray();
    }
}
