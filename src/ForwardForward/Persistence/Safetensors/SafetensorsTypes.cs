using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The types of numbers that both the safetensors format and libtorch have.</summary>
internal static class SafetensorsTypes
{
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

    public static ScalarType? Find(string name) => Array.Find(Known, known => string.Equals(known.Name, name, StringComparison.Ordinal)) is { Size: > 0 } known ? known.Type : null;

    /// <summary>The name of a type, or null where the format has none.</summary>
    public static string? NameOf(ScalarType type) => Array.Find(Known, known => known.Type == type).Name;

    /// <summary>The bytes of one number.</summary>
    public static int SizeOf(ScalarType type) => Array.Find(Known, known => known.Type == type).Size;

    /// <summary>Such as "F32 [500, 784]".</summary>
    public static string Describe(ScalarType type, IReadOnlyList<long> shape) => $"{NameOf(type) ?? type.ToString()} [{string.Join(", ", shape)}]";
}
