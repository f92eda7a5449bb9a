using System.Globalization;
using System.Text;

namespace ForwardForward.Data;

/// <summary>Recognises, by their first bytes, files that are taken for images and labels, and are something else.</summary>
internal static class KnownFormats
{
    /// <summary>How many bytes it takes to recognise each.</summary>
    public const int StartBytes = 512;

    private const string AsciiBlanks = " \t\r\n";

    private static readonly (int At, byte[] Bytes, string Name)[] Signatures =
    [
        (257, "ustar"u8.ToArray(), "a tar archive: unpack it first"),
        (0, [(byte)'P', (byte)'K', 3, 4], "a zip archive, as those of NumPy and PyTorch are too: unpack it first"),
        (0, [0x1F, 0x8B], "a gzipped file: unpack it first"),
        (0, "BZh"u8.ToArray(), "a bzip2 file: unpack it first"),
        (0, [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0], "an xz file: unpack it first"),
        (0, [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive: unpack it first"),
        (0, [0x28, 0xB5, 0x2F, 0xFD], "a Zstandard file: unpack it first"),
        (0, [0x93, .. "NUMPY"u8], "an array of NumPy"),
        (0, [0x89, .. "HDF"u8], "an HDF5 file"),
        (0, "PAR1"u8.ToArray(), "a Parquet file"),
        (0, [0x89, .. "PNG"u8], "one image as PNG"),
        (0, [0xFF, 0xD8, 0xFF], "one image as JPEG"),
        (0, "GIF8"u8.ToArray(), "one image as GIF"),
        (0, "version https://git-lfs"u8.ToArray(), "a pointer of Git LFS: fetch the file that it stands for"),
    ];

    private static readonly string[] Pages = ["<!doctype html", "<html", "<?xml", "<head", "<body", "<error"];

    /// <summary>A sentence that says what content looks like, with a blank before it; empty where it is nothing known.</summary>
    /// <param name="start">Its first <see cref="StartBytes"/> bytes, or all where there are fewer.</param>
    public static string Describe(ReadOnlySpan<byte> start) => Name(start) is { } name ? $" It looks like {name}." : string.Empty;

    private static string? Name(ReadOnlySpan<byte> start)
    {
        foreach ((int at, byte[] bytes, string name) in Signatures)
            if (start.Length >= at + bytes.Length && start.Slice(at, bytes.Length).SequenceEqual(bytes))
                return name;
        if (IsPage(start))
            return "a web page or an error message of a server";
        if (IsPickle(start))
            return "a pickle of Python, as in the Python version of CIFAR: get the binary version";
        return IsOnnx(start) ? "an ONNX model, which ONNX Runtime runs and nothing here loads" : NameIdx(start);
    }

    private static bool IsPage(ReadOnlySpan<byte> start)
    {
        string text = Encoding.UTF8.GetString(start).TrimStart('\uFEFF').TrimStart([.. AsciiBlanks]);
        return Array.Exists(Pages, page => text.StartsWith(page, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The opcode of the protocol, its number, and another opcode.</summary>
    private static bool IsPickle(ReadOnlySpan<byte> start) => start is [0x80, >= 2 and <= 5, not 0, ..];

    /// <summary>The version of the format as field 1, and the name of the program that wrote it as field 2.</summary>
    private static bool IsOnnx(ReadOnlySpan<byte> start) =>
        start is [0x08, >= 1 and <= 32, 0x12, >= 1 and <= 127, var letter, ..] && char.IsAsciiLetter((char)letter);

    private static string? NameIdx(ReadOnlySpan<byte> start) =>
        start is [0, 0, 0x08 or 0x09 or 0x0B or 0x0C or 0x0D or 0x0E, >= 1 and <= 8, ..]
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"an IDX file of {(start[2] == 0x08 ? "unsigned bytes" : "numbers that are no unsigned bytes")} in {start[3]} dimensions")
        : null;
}
