using System.Buffers.Binary;
using System.IO.Compression;

namespace ForwardForward.Data;

/// <summary>
/// What is packed in a PNG file, and how much of it there must be. The decoder unpacks all that a file holds, which may be a thousand times
/// as long as the file, whatever size its header says.
/// </summary>
internal static class PngContent
{
    private const int SignatureBytes = 8, HeaderBytes = 13, AroundChunk = 12;

    // Of each pass: its first row and column, and the steps from there. Interlaced images have seven (Adam7).
    private static readonly (int Row, int Column, int Down, int Across)[] OnePass = [(0, 0, 1, 1)], SevenPasses =
        [(0, 0, 8, 8), (0, 4, 8, 8), (4, 0, 8, 4), (0, 2, 4, 4), (2, 0, 4, 2), (0, 1, 2, 2), (1, 0, 2, 1)];

    /// <summary>Unpacks the pixels into nothing, no further than they may reach.</summary>
    /// <exception cref="InvalidDataException">
    /// There are more or fewer than the header says; or the file is damaged, as its checksums tell.
    /// </exception>
    public static void ExpectWhole(byte[] file)
    {
        List<ReadOnlyMemory<byte>> packed = [];
        long expected = 0;
        ReadOnlySpan<byte> kind = [];
        for (long at = SignatureBytes; !kind.SequenceEqual("IEND"u8);)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(ImageFault.Part(file, at, AroundChunk));
            ReadOnlySpan<byte> content = ImageFault.Part(file, at, AroundChunk + (long)length)[8..^4];
            kind = file.AsSpan((int)at + 4, 4);
            if (DecidesPixels(kind))
                ExpectChecksum(file.AsSpan((int)at + 4, 4 + content.Length + 4));
            if (kind.SequenceEqual("IHDR"u8))
                expected = content.Length == HeaderBytes ? UnpackedBytes(content) : throw ImageFault.Damaged();
            else if (kind.SequenceEqual("IDAT"u8))
                packed.Add(file.AsMemory((int)at + 8, content.Length));
            at += AroundChunk + content.Length;
        }
        ExpectBytes(packed, expected);
    }

    /// <summary>Whether a chunk is one that no decoder may leave out, by its capital letter, or says what is transparent.</summary>
    private static bool DecidesPixels(ReadOnlySpan<byte> kind) => char.IsAsciiLetterUpper((char)kind[0]) || kind.SequenceEqual("tRNS"u8);

    private static void ExpectChecksum(ReadOnlySpan<byte> chunk)
    {
        if (Crc32.Of(chunk[..^4]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[^4..]))
            throw ImageFault.Damaged();
    }

    /// <summary>The bytes of all rows, each with one before it that says how it is filtered.</summary>
    private static long UnpackedBytes(ReadOnlySpan<byte> header)
    {
        int width = BinaryPrimitives.ReadInt32BigEndian(header), height = BinaryPrimitives.ReadInt32BigEndian(header[4..]);
        (int depth, int colour) = (header[8], header[9]);
        long bits = depth * (colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 });
        long bytes = 0;
        foreach ((int row, int column, int down, int across) in header[12] == 0 ? OnePass : SevenPasses)
        {
            long rows = Places(height, row, down), columns = Places(width, column, across);
            if (columns > 0)
                bytes += rows * (1 + (((columns * bits) + 7) / 8));
        }
        return bytes;
    }

    private static long Places(long length, int first, int step) => Math.Max(0, (length - first + step - 1) / step);

    private static void ExpectBytes(IReadOnlyList<ReadOnlyMemory<byte>> packed, long expected)
    {
        using PartsStream stream = new(packed);
        using ZLibStream pixels = new(stream, CompressionMode.Decompress);
        byte[] part = new byte[1 << 16];
        long bytes = 0;
        try
        {
            for (int count; bytes <= expected && (count = pixels.Read(part)) > 0;)
                bytes += count;
        }
        catch (InvalidDataException cause)
        {
            throw ImageFault.Damaged(cause);
        }
        if (bytes > expected)
            throw ImageFault.HoldsMore();
        if (bytes < expected)
            throw ImageFault.CutShort();
    }
}
