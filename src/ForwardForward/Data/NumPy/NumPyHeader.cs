using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>What the header of an array says, and where its numbers begin.</summary>
/// <param name="Type">The type of its numbers.</param>
/// <param name="Shape">Its shape: lengths of at least 1.</param>
/// <param name="DataStart">How many bytes stand before the numbers.</param>
internal sealed partial record NumPyHeader(ScalarType Type, long[] Shape, long DataStart)
{
    private const int MostHeaderBytes = 1 << 16;
    private const string TypeEntry = @"'descr'\s*:\s*'(?<type>[^']{0,200})'";
    private const string OrderEntry = @"'fortran_order'\s*:\s*(?<order>True|False)";
    private const string ShapeEntry = @"'shape'\s*:\s*\((?<shape>[\d,\s]*)\)";

    private static readonly Dictionary<string, ScalarType> Types = new(StringComparer.Ordinal)
    {
        ["<f4"] = ScalarType.Float32,
        ["<f8"] = ScalarType.Float64,
        ["|u1"] = ScalarType.Byte,
        ["<i8"] = ScalarType.Int64,
    };

    /// <exception cref="InvalidDataException">It is no header, or that of an array which cannot be read; the message says why.</exception>
    public static NumPyHeader Read(FileStream file, string path)
    {
        Span<byte> start = stackalloc byte[8];
        int count = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (count < start.Length || !start.StartsWith(Magic))
            throw Refuse(path, $"is no array of NumPy.{KnownFormats.Describe(start[..count])} Write one with numpy.save.");
        if (start[6] is not (1 or 2 or 3) || start[7] != 0)
            throw Refuse(path, $"has the format {start[6]}.{start[7]}, and 1.0, 2.0 and 3.0 can be read. Write it with numpy.save.");
        Span<byte> lengthBytes = stackalloc byte[start[6] == 1 ? sizeof(ushort) : sizeof(uint)];
        if (file.ReadAtLeast(lengthBytes, lengthBytes.Length, throwOnEndOfStream: false) < lengthBytes.Length)
            throw Refuse(path, $"is cut short within its header. {FileContent.GetAgain}");
        long length = start[6] == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MostHeaderBytes || length > file.Length - file.Position)
            throw Refuse(path, $"says that its header has {length} bytes, which is more than there are or can be. {FileContent.GetAgain}");
        byte[] text = new byte[length];
        file.ReadExactly(text);
        return Parse((start[6] == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(text), file.Position, path);
    }

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    private static NumPyHeader Parse(string text, long dataStart, string path)
    {
        Match match = Entries().Match(text);
        if (!match.Success || ((string[])["type", "order", "shape"]).Any(key => match.Groups[key].Captures.Count != 1))
            throw Refuse(
                path,
                $"has the header {Excerpt.Quote(text.Trim())}. Arrays of one plain type can be read: give one column, or array.astype.");
        string type = match.Groups["type"].Value;
        if (!Types.TryGetValue(type, out ScalarType scalar))
            throw Refuse(path, $"holds {Describe(type)}. Arrays of <f4, <f8, |u1 and <i8 can be read: write array.astype(numpy.float32).");
        if (match.Groups["order"].ValueSpan is "True")
            throw Refuse(path, "is in Fortran's order, column by column. Write numpy.ascontiguousarray(array).");
        List<long> shape = [];
        foreach (string side in match.Groups["shape"].Value
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            shape.Add(long.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out long sideLength) && sideLength > 0
                ? sideLength
                : throw Refuse(path, $"has the shape ({Excerpt.Of(match.Groups["shape"].Value)}). Each side must be at least 1."));
        return shape.Count > 0
            ? new NumPyHeader(scalar, [.. shape], dataStart)
            : throw Refuse(path, "holds a single number, and no array of them.");
    }

    private static string Describe(string type) => type switch
    {
        ['>', ..] => $"big-endian numbers ({Excerpt.Of(type)})",
        ['|', 'O', ..] => "objects (|O), which only Python can read",
        [_, 'U' or 'S', ..] => $"texts ({Excerpt.Of(type)})",
        _ => $"numbers of the type {Excerpt.Quote(type)}",
    };

    private static InvalidDataException Refuse(string path, string problem) => new($"{path} {problem}");

    [GeneratedRegex(
        @"^\s*\{\s*((" + TypeEntry + "|" + OrderEntry + "|" + ShapeEntry + @")\s*(,\s*)?){3}\}\s*$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entries();
}
