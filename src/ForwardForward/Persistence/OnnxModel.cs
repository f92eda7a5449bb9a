using System.Text.Encodings.Web;
using System.Text.Json;

namespace ForwardForward;

/// <summary>A network as an ONNX model: its graph, and what the file says of it.</summary>
internal static class OnnxModel
{
    private const int IrVersion = 8, Opset = 17; // ONNX Runtime reads both from version 1.13 on.
    private const string ProducerName = "ForwardForward", DefinitionKey = "definition", ClassNamesKey = "class_names";

    private static readonly JsonSerializerOptions OneLine =
        new() { TypeInfoResolver = PartJson.Types, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole file.</summary>
    /// <exception cref="NotSupportedException">Parts of the network do not say what they compute; it lists them all.</exception>
    /// <exception cref="InvalidOperationException">The definition cannot be written, or the file would be too large.</exception>
    public static ProtobufMessage Write(FFNetwork network, OnnxExportOptions options)
    {
        FFNetworkDefinition definition = network.Definition;
        ProtobufMessage model = new ProtobufMessage()
            .Add(1, IrVersion)
            .Add(2, ProducerName)
            .Add(3, FFNetwork.LibraryVersion)
            .Add(7, new NetworkGraph(network, definition).Build(options).Message)
            .Add(8, new ProtobufMessage().Add(1, string.Empty).Add(2, Opset))
            .Add(14, Property(DefinitionKey, definition.Write(new PluginRegistry()).ToJsonString(OneLine)));
        if (definition.ClassNames is { } names)
            model.Add(14, Property(ClassNamesKey, JsonSerializer.Serialize(names, OneLine)));
        ProtobufMessage.CheckLength(model.Size);
        return model;
    }

    private static ProtobufMessage Property(string key, string value) => new ProtobufMessage().Add(1, key).Add(2, value);
}
