using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>A tensor with the name that a file, a message or an optimizer has for it.</summary>
/// <remarks>
/// It owns nothing: the creator of the tensor disposes it. Do not compare two, because tensors are equal element by element.
/// </remarks>
public readonly struct NamedTensor
{
    /// <summary>Names a tensor.</summary>
    /// <param name="name">The name, such as "weight".</param>
    /// <param name="value">The tensor, of any shape.</param>
    public NamedTensor(string name, Tensor value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>The name, such as "weight".</summary>
    public string Name { get; }

    /// <summary>The tensor, of any shape.</summary>
    public Tensor Value { get; }

    /// <summary>Takes the two apart: <c>(string name, Tensor value) = named;</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The tensor, of any shape.</param>
    public void Deconstruct(out string name, out Tensor value) => (name, value) = (Name, Value);

    /// <summary>The same tensor under a longer name, such as "layer1.weight" of "weight".</summary>
    internal NamedTensor Under(string prefix) => new($"{prefix}.{Name}", Value);
}
