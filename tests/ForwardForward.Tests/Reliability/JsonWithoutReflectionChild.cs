using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Persistence;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// Whatever the library writes and reads as JSON, with <c>JsonSerializerIsReflectionEnabledByDefault</c> off, as in file-based and trimmed
/// programs. Tells what came back as it was.
/// </summary>
internal static class JsonWithoutReflectionChild
{
    public static int Run(string folder)
    {
        AppContext.SetSwitch("System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault", false);
        if (JsonSerializer.IsReflectionEnabledByDefault)
            return 1;
        foreach ((string name, Func<FFNetworkBuilder> kind) in SavedNetworks.Kinds)
            Console.WriteLine($"{name}: {RoundTrip(kind().Define())}, {Resume(kind(), Path.Combine(folder, name))}");
        Console.WriteLine($"record: {RoundTripRecord(Path.Combine(folder, "record.json"))}");
        return 0;
    }

    private static bool RoundTrip(FFNetworkDefinition definition) => FFNetworkDefinition.FromJson(definition.ToJson()) == definition;

    private static bool Resume(FFNetworkBuilder builder, string folder)
    {
        using LabelledImages data = SyntheticImages.Create(12);
        TrainingOptions options = new() { Epochs = 2, BatchSize = 6, Checkpoint = new CheckpointOptions { Folder = folder } };
        using FFNetwork network = builder.Build(), resumed = builder.Build();
        network.Fit(data, options);
        string digest = TrainedState.DigestOf(resumed, resumed.Fit(data, options));
        string file = Path.Combine(folder, "network.safetensors");
        resumed.Save(file);
        using FFNetwork loaded = FFNetwork.Load(file);
        return loaded.Definition == network.Definition && digest.Length > 0;
    }

    private static bool RoundTripRecord(string file)
    {
        StudyRow row = new(
            "a row", "accuracy", [0.5, 0.25], settings: new JsonObject { ["units"] = 3, ["rates"] = new JsonArray(0.5, "x") });
        StudyRecord record = new()
        {
            Study = "s",
            Preset = "p",
            Dataset = "d",
            Device = "cpu",
            Threads = 1,
            Started = DateTime.UnixEpoch,
            Seconds = 1,
            Rows = [row],
        };
        record.Save(file);
        return JsonNode.DeepEquals(StudyRecord.Read(file).Rows[0].Settings, row.Settings);
    }
}
