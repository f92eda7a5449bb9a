using System.Buffers.Binary;

namespace ForwardForward.Data;

/// <summary>The segments before the pixels of a JPEG file.</summary>
internal static class JpegSegments
{
    private const byte Marker = 0xFF, StartOfScan = 0xDA;

    /// <summary>Finds the first segment of a kind that a condition holds for; an empty range where there is none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="kind">The kind, such as 0xE1 for APP1.</param>
    /// <param name="start">What its content must begin with.</param>
    public static Range Find(ReadOnlySpan<byte> file, byte kind, ReadOnlySpan<byte> start)
    {
        int at = 2;
        while (at + 4 <= file.Length && file[at] == Marker)
        {
            byte found = file[at + 1];
            if (found == Marker) // A filling byte.
            {
                at++;
                continue;
            }
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            int end = Math.Min(at + 2 + length, file.Length);
            if (length < 2)
                break;
            if (found == kind && file[(at + 4)..Math.Max(at + 4, end)].StartsWith(start))
                return (at + 4)..end;
            if (found == StartOfScan)
                break;
            at += 2 + length;
        }
        return default;
    }
}
