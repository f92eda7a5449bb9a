using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What makes two runs the same: all that decides what is learned, by name, besides where the network began.</summary>
internal static class RunDescription
{
    /// <param name="definition">The network.</param>
    /// <param name="data">The training set.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="plan">What learns when.</param>
    public static IReadOnlyDictionary<string, string> Of(FFNetworkDefinition definition, LabelledImages data, TrainingOptions options, string plan)
    {
        Dictionary<string, string> run = new(StringComparer.Ordinal);
        foreach ((string part, JsonNode? settings) in DefinitionWriter.Write(definition, new PluginRegistry()))
            run[$"network.{part}"] = settings?.ToJsonString() ?? "none";
        run["options.epochs"] = Text(options.Epochs);
        run["options.batchSize"] = Text(options.BatchSize);
        run["options.negatives"] = Text(options.Negatives);
        run["options.corruptPositives"] = Text(options.CorruptPositives);
        run["options.jitter"] = Text(options.Jitter);
        run["options.passOnUpdatedActivations"] = Text(options.PassOnUpdatedActivations);
        run["plan"] = plan;
        run["training images"] = Describe(data);
        run["validation images"] = options.Validation is { } validation ? Describe(validation) : "none";
        return run;
    }

    private static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string Describe(LabelledImages data)
    {
        using DisposeScope scope = NewDisposeScope();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor chunk in new[] { data.Images, data.Labels }.SelectMany(tensor => SafetensorsWriter.Chunks(tensor.cpu())))
            hash.AppendData(chunk.bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{data.Count} of {data.Shape} in {data.Classes} classes, SHA-256 {Convert.ToHexStringLower(hash.GetHashAndReset())}");
    }
}
