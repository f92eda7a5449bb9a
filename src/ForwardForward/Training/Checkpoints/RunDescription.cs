using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// What makes two runs the same: every setting of the network and of its training that is not marked as
/// <see cref="NotPartOfRunAttribute"/>, by name. Where the network began is not looked at.
/// </summary>
internal static class RunDescription
{
    /// <summary>The name of the number of epochs.</summary>
    public const string Epochs = "options.epochs";

    /// <summary>The name of what learns when.</summary>
    public const string Plan = "plan";

    /// <param name="definition">The network.</param>
    /// <param name="data">The training set.</param>
    /// <param name="options">How it is trained.</param>
    /// <param name="plan">What learns when.</param>
    public static IReadOnlyDictionary<string, string> Of(
        FFNetworkDefinition definition, LabelledImages data, TrainingOptions options, string plan)
    {
        PluginRegistry plugins = new();
        Dictionary<string, string> run = new(StringComparer.Ordinal);
        JsonObject network = definition.Write(plugins);
        plugins.ExpectSettingsKept();
        foreach (PropertyInfo setting in FFNetworkDefinition.Settings.Where(setting => !IsPartOfRun(setting)))
            network.Remove(FFNetworkDefinition.KeyOf(setting));
        foreach ((string key, JsonNode? setting) in network)
            run[$"network.{key}"] = setting?.ToJsonString() ?? "none";
        foreach (PropertyInfo option in typeof(TrainingOptions).GetProperties().Where(IsPartOfRun))
            run[$"options.{FFNetworkDefinition.KeyOf(option)}"] = Describe(option.GetValue(options), plugins);
        run[Plan] = plan;
        run["training images"] = Describe(data);
        return run;
    }

    /// <summary>Images and labels in one line: how many, their shape, and the SHA-256 of all of them.</summary>
    public static string Describe(LabelledImages data)
    {
        using DisposeScope scope = NewDisposeScope();
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        data.ForEachMicroBatch(
            MicroBatchSize.OfProcessor.Rows, (images, _) => hash.AppendData(Pixels.AsRead(images).cpu().bytes), progress: null,
            CancellationToken.None);
        if (data.Standardisation is { } own)
            hash.AppendData(MemoryMarshal.AsBytes<double>([.. own.Means, .. own.Deviations]));
        foreach (Tensor chunk in SafetensorsWriter.Chunks(data.Labels.cpu()))
            hash.AppendData(chunk.bytes);
        string digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        return string.Create(CultureInfo.InvariantCulture, $"{data.Count} of {data.Shape} in {data.Classes} classes, SHA-256 {digest}");
    }

    private static bool IsPartOfRun(PropertyInfo setting) => !setting.IsDefined(typeof(NotPartOfRunAttribute));

    private static string Describe(object? option, PluginRegistry plugins) => option switch
    {
        null => "none",
        LabelledImages images => Describe(images),
        TrainingSchedule schedule => schedule.GetType().Name, // The plan has the rest: which layer learns in which epochs.
        _ => JsonSerializer.Serialize(option, option.GetType(), plugins.Json),
    };
}
