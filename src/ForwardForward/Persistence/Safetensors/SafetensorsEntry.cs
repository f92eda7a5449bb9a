using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A tensor as it stands in the header of a safetensors file.</summary>
internal sealed class SafetensorsEntry
{
    public SafetensorsEntry(string name, string typeName, IReadOnlyList<long> shape, long begin, long end)
    {
        Name = name;
        TypeName = typeName;
        Type = SafetensorsFormat.Find(typeName);
        Shape = shape;
        Begin = begin;
        End = end;
    }

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>What the format calls the type of its numbers.</summary>
    public string TypeName { get; }

    /// <summary>The type of its numbers; null for one that cannot be read.</summary>
    public ScalarType? Type { get; }

    /// <summary>Its shape; empty for a lone number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Where its first byte is, counted from the first byte after the header.</summary>
    public long Begin { get; }

    /// <summary>Where the next tensor's first byte is.</summary>
    public long End { get; }

    /// <summary>How many numbers it has that can be read.</summary>
    public long Count => Type is { } type ? (End - Begin) / SafetensorsFormat.SizeOf(type) : 0;

    /// <summary>Name, type and shape.</summary>
    /// <returns>Such as "layer1.weight F32 [500, 784]".</returns>
    public override string ToString() => $"{Excerpt.Of(Name)} {Excerpt.Of(TypeName)} [{string.Join(", ", Shape)}]";
}
