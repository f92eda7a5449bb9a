using System.Buffers.Binary;

namespace ForwardForward.Data;

/// <summary>How a camera was held: what the Exif data of a JPEG file say of it.</summary>
internal static class ExifOrientation
{
    /// <summary>The pixels stand as they are to be seen.</summary>
    public const int Upright = 1;

    private const byte App1 = 0xE1;
    private const int Tag = 0x0112, Short = 3, EntryBytes = 12;

    /// <summary>The orientation, 1 to 8; <see cref="Upright"/> where the file says nothing that makes sense.</summary>
    public static int Of(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> tiff = file[JpegSegments.Find(file, App1, "Exif\0\0"u8)];
        if (tiff.Length < 14)
            return Upright;
        tiff = tiff[6..];
        bool little = tiff.StartsWith("II"u8);
        if (!little && !tiff.StartsWith("MM"u8))
            return Upright;
        long directory = Number(tiff[4..], 4, little);
        long entries = directory + 2 <= tiff.Length ? Number(tiff[(int)directory..], 2, little) : 0;
        for (long entry = directory + 2; entries > 0 && entry + EntryBytes <= tiff.Length; entries--, entry += EntryBytes)
        {
            ReadOnlySpan<byte> field = tiff[(int)entry..];
            if (Number(field, 2, little) == Tag && Number(field[2..], 2, little) == Short)
                return Number(field[8..], 2, little) is >= 1 and <= 8 and var orientation ? (int)orientation : Upright;
        }
        return Upright;
    }

    /// <summary>Where a pixel of the upright image stands among the pixels of the file.</summary>
    /// <param name="orientation">1 to 8.</param>
    /// <param name="row">Its row, upright.</param>
    /// <param name="column">Its column, upright.</param>
    /// <param name="height">The rows of the file.</param>
    /// <param name="width">The columns of the file.</param>
    public static (int Row, int Column) Source(int orientation, int row, int column, int height, int width)
    {
        if (LiesOnItsSide(orientation))
            (row, column) = (column, row);
        return (orientation is 3 or 4 or 6 or 7 ? height - 1 - row : row, orientation is 2 or 3 or 7 or 8 ? width - 1 - column : column);
    }

    /// <summary>Whether the rows of the file are the columns of the upright image.</summary>
    public static bool LiesOnItsSide(int orientation) => orientation >= 5;

    private static long Number(ReadOnlySpan<byte> bytes, int length, bool little) => (length, little) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32BigEndian(bytes),
    };
}
