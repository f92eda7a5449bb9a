namespace ForwardForward;

/// <summary>
/// A setting of an operator in an <see cref="OnnxGraph"/>, such as the axes of a mean: an attribute, in the words of ONNX.
/// </summary>
/// <remarks>Which an operator has, and of which type each is, says the ONNX documentation of operators. Immutable.</remarks>
public sealed class OnnxSetting
{
    private const int NameField = 1, FloatField = 2, IntField = 3, StringField = 4, IntsField = 8, TypeField = 20;
    private const int IsFloat = 1, IsInt = 2, IsString = 3, IsInts = 7;

    /// <summary>A whole number.</summary>
    /// <param name="name">The name, such as "keepdims".</param>
    /// <param name="value">The number.</param>
    public OnnxSetting(string name, long value)
    {
        Message = Begin(name, IsInt).Add(IntField, value);
    }

    /// <summary>A number with a fraction, kept as float32. Write a whole one with a point: <c>1.0</c>.</summary>
    /// <param name="name">The name, such as "epsilon".</param>
    /// <param name="value">The number.</param>
    public OnnxSetting(string name, double value)
    {
        Message = Begin(name, IsFloat).Add(FloatField, (float)value);
    }

    /// <summary>A text.</summary>
    /// <param name="name">The name, such as "mode".</param>
    /// <param name="value">The text.</param>
    public OnnxSetting(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Message = Begin(name, IsString).Add(StringField, value);
    }

    /// <summary>Whole numbers.</summary>
    /// <param name="name">The name, such as "axes".</param>
    /// <param name="values">The numbers, in their order.</param>
    public OnnxSetting(string name, IReadOnlyList<long> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Message = Begin(name, IsInts);
        foreach (long value in values)
            Message.Add(IntsField, value);
    }

    internal ProtobufMessage Message { get; }

    private static ProtobufMessage Begin(string name, int type)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new ProtobufMessage().Add(NameField, name).Add(TypeField, type);
    }
}
