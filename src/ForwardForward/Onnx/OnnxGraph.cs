using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A graph of ONNX operators that <c>FFNetwork.ExportOnnx</c> builds in memory: each part of the network adds what it computes.
/// </summary>
/// <remarks>
/// Operators are those of opset 17, by the names, inputs and attributes that the ONNX documentation gives them. Numbers are float32 and
/// int64. For one thread; it owns nothing native.
/// </remarks>
public sealed class OnnxGraph
{
    private const int NodeField = 1, NameField = 2, ConstantField = 5, InputField = 11, OutputField = 12;

    private readonly IReadOnlyList<NamedTensor> _known;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly List<(string Part, string Contract, string Place)> _obstacles = [];

    /// <param name="known">Tensors that keep their names where they become constants.</param>
    internal OnnxGraph(IReadOnlyList<NamedTensor> known)
    {
        _known = known;
    }

    /// <summary>What a message calls the part of the network that is being added.</summary>
    internal string Place { get; set; } = "network";

    internal ProtobufMessage Message { get; } = new ProtobufMessage().Add(NameField, "network");

    /// <summary>Adds an operator that gives one value.</summary>
    /// <param name="operation">Its name in ONNX, such as "Relu".</param>
    /// <param name="inputs">What it is given, in the order that ONNX says; inputs at the end may be left out where ONNX lets them.</param>
    /// <param name="settings">Its settings, which ONNX calls attributes; those that are left out have the defaults of ONNX.</param>
    /// <returns>What it gives.</returns>
    public OnnxValue Add(string operation, IReadOnlyList<OnnxValue> inputs, params ReadOnlySpan<OnnxSetting> settings) =>
        AddWithOutputs(1, operation, inputs, settings)[0];

    /// <summary>Adds an operator that gives several values, such as "TopK".</summary>
    /// <param name="outputs">How many, at least 1.</param>
    /// <param name="operation">Its name in ONNX.</param>
    /// <param name="inputs">What it is given, in the order that ONNX says.</param>
    /// <param name="settings">Its settings, which ONNX calls attributes; those that are left out have the defaults of ONNX.</param>
    /// <returns>What it gives, in the order that ONNX says.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one output.</exception>
    public IReadOnlyList<OnnxValue> AddWithOutputs(
        int outputs, string operation, IReadOnlyList<OnnxValue> inputs, params ReadOnlySpan<OnnxSetting> settings)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(operation);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ProtobufMessage node = new();
        foreach (OnnxValue input in inputs)
            node.Add(1, (input ?? throw new ArgumentException($"An input of {operation} is null.", nameof(inputs))).Name);
        OnnxValue[] given = [.. Enumerable.Range(0, outputs).Select(_ => new OnnxValue(NameOnce(operation)))];
        foreach (OnnxValue output in given)
            node.Add(2, output.Name);
        node.Add(3, given[0].Name).Add(4, operation);
        foreach (OnnxSetting setting in settings)
            node.Add(5, setting.Message);
        Message.Add(NodeField, node);
        return given;
    }

    /// <summary>Adds a tensor's numbers as they are now.</summary>
    /// <param name="tensor">
    /// A tensor of any shape, dense, on any device. Floating-point becomes float32, whole numbers and truth values int64. It stays the
    /// caller's.
    /// </param>
    /// <returns>A value of the tensor's shape.</returns>
    /// <exception cref="ArgumentException">
    /// The tensor is sparse or complex, or on the device "meta", where tensors have no numbers.
    /// </exception>
    /// <exception cref="InvalidOperationException">It has more bytes than an ONNX file can.</exception>
    public OnnxValue Constant(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.is_sparse || tensor.is_complex() || tensor.device_type == DeviceType.META)
            throw new ArgumentException(
                "A constant of an ONNX graph is a dense tensor of real numbers, and not on the device \"meta\", where tensors have none.",
                nameof(tensor));
        string name = _known.FirstOrDefault(known => ReferenceEquals(known.Value, tensor)).Name ?? "constant";
        bool isReal = tensor.is_floating_point();
        ProtobufMessage.CheckLength(tensor.numel() * (isReal ? sizeof(float) : sizeof(long)));
        using DisposeScope scope = NewDisposeScope();
        Tensor numbers = tensor.detach().to(isReal ? float32 : int64).cpu().contiguous();
        return AddConstant(name, isReal ? OnnxType.Float32 : OnnxType.Int64, numbers.shape, numbers.bytes.ToArray());
    }

    /// <summary>Adds a number, float32.</summary>
    /// <param name="number">The number.</param>
    /// <returns>A scalar.</returns>
    public OnnxValue Constant(double number) => AddConstant("constant", OnnxType.Float32, [], BitConverter.GetBytes((float)number));

    /// <summary>Adds whole numbers, int64, such as a shape.</summary>
    /// <param name="numbers">The numbers.</param>
    /// <returns>A value with one dimension.</returns>
    public OnnxValue Constant(IReadOnlyList<long> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        return AddConstant(
            "constant", OnnxType.Int64, [numbers.Count], MemoryMarshal.AsBytes<long>(numbers.ToArray()).ToArray());
    }

    /// <summary>
    /// Adds what another part computes, such as the normalisation that a layer has. A part that is no <see cref="IOnnxExportable"/> is
    /// noted, and the export refused when all of the network has been looked at.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="input">What it is given, <c>[rows, …]</c>.</param>
    /// <param name="shape">The shape of one row of it, without the batch.</param>
    /// <returns>What the part gives; of one that is refused the input.</returns>
    /// <exception cref="InvalidOperationException">The part gave null.</exception>
    public OnnxValue Apply(object part, OnnxValue input, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (part is IOnnxExportable exportable)
            return Given(exportable.Export(this, input, shape), part);
        Refuse(part, nameof(IOnnxExportable));
        return input;
    }

    /// <summary>What a part gave, which is a value.</summary>
    /// <exception cref="InvalidOperationException">It gave null.</exception>
    internal static OnnxValue Given(OnnxValue? value, object part) => value
        ?? throw new InvalidOperationException($"{part.GetType().Name} gave null for an ONNX value. Return what OnnxGraph.Add gave.");

    /// <summary>Notes that a part stands in the way.</summary>
    internal void Refuse(object part, string contract) => _obstacles.Add((part.GetType().Name, contract, Place));

    /// <summary>Goes on where no part stands in the way.</summary>
    /// <exception cref="NotSupportedException">Parts do; it lists them all.</exception>
    internal void CheckParts()
    {
        if (_obstacles.Count == 0)
            return;
        IEnumerable<string> parts =
            from obstacle in _obstacles
            group obstacle.Place by (obstacle.Part, obstacle.Contract) into same
            select $"{Environment.NewLine}  - {same.Key.Part} ({string.Join(", ", same.Distinct(StringComparer.Ordinal))}): "
                + $"implement {same.Key.Contract} in it.";
        throw new NotSupportedException(
            "The network cannot be exported to ONNX, for it does not know what these parts compute as ONNX operators:"
                + $"{string.Concat(parts)}{Environment.NewLine}Nothing was written.");
    }

    /// <summary>An input of the model, of a first dimension of any length.</summary>
    internal OnnxValue AddInput(string name, OnnxType type, IReadOnlyList<long> shape)
    {
        _names.Add(name, 1);
        Message.Add(InputField, Describe(name, type, shape));
        return new OnnxValue(name);
    }

    /// <summary>Gives a value out as an output of the model, of a first dimension of any length.</summary>
    internal void AddOutput(string name, OnnxType type, IReadOnlyList<long> shape, OnnxValue value)
    {
        Message.Add(NodeField, new ProtobufMessage().Add(1, value.Name).Add(2, name).Add(3, name).Add(4, "Identity"));
        Message.Add(OutputField, Describe(name, type, shape));
    }

    private static ProtobufMessage Describe(string name, OnnxType type, IReadOnlyList<long> shape)
    {
        ProtobufMessage dimensions = new ProtobufMessage().Add(1, new ProtobufMessage().Add(2, "n"));
        foreach (long length in shape)
            dimensions.Add(1, new ProtobufMessage().Add(1, length));
        ProtobufMessage tensor = new ProtobufMessage().Add(1, (long)type).Add(2, dimensions);
        return new ProtobufMessage().Add(1, name).Add(2, new ProtobufMessage().Add(1, tensor));
    }

    private OnnxValue AddConstant(string name, OnnxType type, IReadOnlyList<long> shape, byte[] data)
    {
        OnnxValue value = new(NameOnce(name));
        ProtobufMessage tensor = new();
        foreach (long length in shape)
            tensor.Add(1, length);
        Message.Add(ConstantField, tensor.Add(2, (long)type).Add(8, value.Name).Add(9, data));
        return value;
    }

    // "Relu", "Relu_2", "Relu_3".
    private string NameOnce(string name)
    {
        int count = _names[name] = _names.GetValueOrDefault(name) + 1;
        return count == 1 ? name : $"{name}_{count}";
    }
}
