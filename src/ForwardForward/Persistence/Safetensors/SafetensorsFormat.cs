using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What the safetensors format fixes, and the types of numbers that both it and libtorch have.</summary>
internal static class SafetensorsFormat
{
    /// <summary>The largest header, in bytes, that the format's own library reads.</summary>
    public const int LargestHeader = 100_000_000;

    /// <summary>What the header calls its free texts: the one name that no tensor may have.</summary>
    public const string MetadataKey = "__metadata__";

    private static readonly (string Name, ScalarType Type, int Size)[] Known =
    [
        ("F64", ScalarType.Float64, 8),
        ("F32", ScalarType.Float32, 4),
        ("F16", ScalarType.Float16, 2),
        ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8),
        ("I32", ScalarType.Int32, 4),
        ("I16", ScalarType.Int16, 2),
        ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1),
        ("BOOL", ScalarType.Bool, 1),
    ];

    public static string Names => string.Join(", ", Known.Select(known => known.Name));

    public static ScalarType? Find(string name) =>
        Array.Find(Known, known => string.Equals(known.Name, name, StringComparison.Ordinal)) is { Size: > 0 } known ? known.Type : null;

    /// <summary>The name of a type, or null where the format has none.</summary>
    public static string? NameOf(ScalarType type) => Array.Find(Known, known => known.Type == type).Name;

    /// <summary>The bytes of one number.</summary>
    public static int SizeOf(ScalarType type) => Array.Find(Known, known => known.Type == type).Size;

    /// <summary>Such as "F32 [500, 784]".</summary>
    public static string Describe(ScalarType type, IReadOnlyList<long> shape) =>
        $"{NameOf(type) ?? type.ToString()} [{string.Join(", ", shape)}]";
}
