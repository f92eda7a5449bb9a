using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A tensor as it stands in the header of a safetensors file.</summary>
internal sealed class SafetensorsEntry
{
    public SafetensorsEntry(string name, ScalarType type, IReadOnlyList<long> shape, long begin, long end)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Begin = begin;
        End = end;
    }

    /// <summary>The tensor's name.</summary>
    public string Name { get; }

    /// <summary>The type of its numbers.</summary>
    public ScalarType Type { get; }

    /// <summary>Its shape; empty for a lone number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Where its first byte is, counted from the first byte after the header.</summary>
    public long Begin { get; }

    /// <summary>Where the next tensor's first byte is.</summary>
    public long End { get; }

    /// <summary>How many numbers it has.</summary>
    public long Count => (End - Begin) / SafetensorsFormat.SizeOf(Type);

    /// <summary>Name, type and shape.</summary>
    /// <returns>Such as "layer1.weight F32 [500, 784]".</returns>
    public override string ToString() => $"{Name} {SafetensorsFormat.Describe(Type, Shape)}";
}
