namespace ForwardForward;

/// <summary>A value of an <see cref="OnnxGraph"/>: what one of its operators gives, a constant, or an input.</summary>
/// <remarks>It has no numbers before the graph runs. Immutable, and of use in its own graph alone.</remarks>
public sealed class OnnxValue
{
    internal OnnxValue(string name)
    {
        Name = name;
    }

    /// <summary>The name in the file, such as "layer1.weight" or "Gemm_3".</summary>
    public string Name { get; }

    /// <summary>The name.</summary>
    /// <returns>Such as "Gemm_3".</returns>
    public override string ToString() => Name;
}
