using ForwardForward.Samples.Serve.Requests;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace ForwardForward.Samples.Serve.Engines;

/// <summary>A network in ONNX Runtime, as <c>FFNetwork.ExportOnnx</c> writes it.</summary>
internal sealed class OnnxEngine : IEngine
{
    private const string DefinitionKey = "definition";
    private const string Images = "images";
    private static readonly string[] Outputs = ["scores", "label"];

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string _input;

    /// <exception cref="InvalidDataException">The file is no export of a network.</exception>
    public OnnxEngine(string path)
    {
        _session = Open(path);
        try
        {
            _input = _session.InputNames[0];
            if (_session.InputMetadata[_input].ElementDataType != TensorElementType.Float)
                throw new InvalidDataException(
                    $"{path} takes no float32: export the network without {nameof(OnnxExportOptions.TakesBytes)}.");
            Definition = _session.ModelMetadata.CustomMetadataMap.TryGetValue(DefinitionKey, out string? definition)
                ? FFNetworkDefinition.FromJson(definition)
                : throw new InvalidDataException(
                    $"{path} does not say which network it holds (its metadata lack '{DefinitionKey}'): give a file of "
                        + "FFNetwork.ExportOnnx.");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public FFNetworkDefinition Definition { get; }

    public Scores Score(InputRows rows)
    {
        long[] shape = string.Equals(_input, Images, StringComparison.Ordinal)
            ? [rows.Count, Definition.Input.Channels, Definition.Input.Height, Definition.Input.Width]
            : [rows.Count, rows.Values.Length / rows.Count];
        using OrtValue values = OrtValue.CreateTensorValueFromMemory(rows.Values, shape);
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_options, [_input], [values], Outputs);
        return new Scores([.. outputs[0].GetTensorDataAsSpan<float>()], [.. outputs[1].GetTensorDataAsSpan<long>()]);
    }

    public void Dispose()
    {
        _options.Dispose();
        _session.Dispose();
    }

    private static InferenceSession Open(string path)
    {
        try
        {
            return new InferenceSession(path);
        }
        catch (OnnxRuntimeException cause)
        {
            throw new InvalidDataException($"{path} cannot be read as an ONNX model: {cause.Message}", cause);
        }
    }
}
