using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>What makes the rows in a folder those of a sweep: its description, its images, the library's version and the device.</summary>
internal static class SweepIdentity
{
    private const string Missing = "not there";

    private static readonly string[] Whole = ["library", "device"];

    public static JsonObject Of(Sweep sweep, SweepOptions options)
    {
        JsonObject datasets = [];
        foreach (string name in sweep.Configurations.Select(one => one.Dataset)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            datasets[name] = Describe(options.Datasets[name]);
        return new JsonObject
        {
            ["library"] = FFNetwork.LibraryVersion,
            ["device"] = options.Device.type.ToString(),
            ["datasets"] = datasets,
            ["sweep"] = sweep.Write(),
        };
    }

    /// <summary>
    /// In what a sweep is another than the one of a folder, as half a sentence; null where it is the same, or that one with configurations
    /// or seeds added.
    /// </summary>
    public static string? FindDifference(JsonObject kept, JsonObject now)
    {
        string? difference = Array.ConvertAll(Whole, key => Compare(key, kept[key], now[key])).FirstOrDefault(found => found is not null);
        difference ??= Compare("name", kept["sweep"]?["sweep"], now["sweep"]!["sweep"]);
        foreach ((string name, JsonNode? dataset) in kept["datasets"] as JsonObject ?? [])
            difference ??= now["datasets"]![name] is { } same ? Compare($"dataset '{name}'", dataset, same) : null;
        foreach (JsonNode? configuration in kept["sweep"]?["configurations"] as JsonArray ?? [])
        {
            string? name = configuration?["name"]?.ToString();
            JsonNode? same = now["sweep"]!["configurations"]!.AsArray()
                .FirstOrDefault(one => string.Equals(one!["name"]!.ToString(), name, StringComparison.Ordinal));
            difference ??=
                same is null ? $"its configuration '{name}' is {Missing}" : Compare($"configuration '{name}'", configuration, same);
        }
        foreach (JsonNode? seed in kept["sweep"]?["seeds"] as JsonArray ?? [])
            if (!now["sweep"]!["seeds"]!.AsArray().Any(one => JsonNode.DeepEquals(one, seed)))
                difference ??= $"its seed {seed} is {Missing}";
        return difference;
    }

    /// <summary>The first place in which two parts differ; null where there is none.</summary>
    private static string? Compare(string place, JsonNode? kept, JsonNode? now)
    {
        if (JsonNode.DeepEquals(kept, now))
            return null;
        if (kept is JsonObject before && now is JsonObject after)
            return before.Select(part => part.Key).Union(after.Select(part => part.Key), StringComparer.Ordinal)
                .Select(key => Compare($"{place}, {FFNetworkDefinition.PlaceOf(key)}", before[key], after[key]))
                .First(found => found is not null);
        if (kept is JsonArray one && now is JsonArray other && one.Count == other.Count)
            return Enumerable.Range(0, one.Count)
                .Select(index => Compare(FormattableString.Invariant($"{place} {index + 1}"), one[index], other[index]))
                .First(found => found is not null);
        return $"its {place} is {Text(now)}, and was {Text(kept)}";
    }

    private static string Text(JsonNode? part) => part switch
    {
        null => Missing,
        JsonValue value when value.TryGetValue(out string? text) => $"\"{Excerpt.Of(text)}\"",
        _ => Excerpt.Of(part.ToJsonString()),
    };

    private static JsonObject Describe(ImageDataset dataset) => new()
    {
        ["train"] = RunDescription.Describe(dataset.Train),
        ["validation"] = dataset.Validation is { } validation ? RunDescription.Describe(validation) : "none",
        ["test"] = RunDescription.Describe(dataset.Test),
    };
}
