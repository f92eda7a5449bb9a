using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <content>A sweep as JSON.</content>
public sealed partial class Sweep
{
    private const string Format = "format";
    private const int FormatVersion = 1;

    /// <summary>Writes everything that the sweep is: names, networks, training options, names of datasets, and seeds.</summary>
    /// <returns>Indented JSON, the same for equal sweeps.</returns>
    /// <exception cref="InvalidOperationException">
    /// A schedule is none of the library's, or a plugin's settings cannot be written, as in <see cref="FFNetworkDefinition.ToJson"/>.
    /// </exception>
    public string ToJson() => Write().ToJsonString(PluginRegistry.None.Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote, and checks it as the constructor and the builder do.</summary>
    /// <param name="json">The sweep as JSON.</param>
    /// <param name="plugins">The strategies and layer kinds of your own; null for none.</param>
    /// <returns>The sweep.</returns>
    /// <exception cref="InvalidDataException">
    /// The text is no sweep, or names a type that is not registered; the message says where.
    /// </exception>
    /// <exception cref="FFConfigurationException">A network does not fit together.</exception>
    public static Sweep FromJson(string json, PluginRegistry? plugins = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            JsonObject parts = Parse(json);
            if (Take<int>(parts, Format) is var format && format != FormatVersion)
                throw new InvalidDataException(
                    $"The sweep has the format {format}, and this version of the library reads {FormatVersion}.");
            return new Sweep(
                Take<string>(parts, "sweep"),
                Take<JsonArray>(parts, "configurations").Select(one => ReadConfiguration(one, plugins ?? PluginRegistry.None)),
                [.. Take<JsonArray>(parts, "seeds").Select(seed => seed.Deserialize<long>(PluginRegistry.None.Json))]);
        }
        catch (Exception cause) when (cause is JsonException or ArgumentException or InvalidOperationException)
        {
            throw Excerpt.Explain("The sweep cannot be read.", cause);
        }
    }

    internal JsonObject Write() => new()
    {
        [Format] = FormatVersion,
        ["sweep"] = Name,
        ["seeds"] = new JsonArray([.. Seeds.Select(seed => JsonValue.Create(seed))]),
        ["configurations"] = new JsonArray([.. Configurations.Select(Write)]),
    };

    internal static JsonObject Write(SweepConfiguration configuration)
    {
        PluginRegistry plugins = new();
        JsonObject json = new()
        {
            ["name"] = configuration.Name,
            ["dataset"] = configuration.Dataset,
            ["training"] = TrainingOptionsJson.Write(configuration.Training, plugins),
            ["network"] = configuration.Definition.Write(plugins),
        };
        plugins.ExpectSettingsKept();
        return json;
    }

    private static SweepConfiguration ReadConfiguration(JsonNode? json, PluginRegistry plugins)
    {
        JsonObject parts = json as JsonObject ?? throw new JsonException("A configuration is an object.");
        string name = Take<string>(parts, "name"), source = $"The configuration '{Excerpt.Of(name)}'";
        return new SweepConfiguration(
            name,
            FFNetworkDefinition.Read(Take<JsonObject>(parts, "network").ToJsonString(), plugins, source),
            TrainingOptionsJson.Read(Take<JsonObject>(parts, "training"), plugins, source),
            Take<string>(parts, "dataset"));
    }

    private static JsonObject Parse(string json) =>
        JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
            ?? throw new JsonException("It is no JSON object.");

    private static T Take<T>(JsonObject parts, string key) => parts[key] is { } part
        ? part is T whole ? whole : part.Deserialize<T>(PluginRegistry.None.Json) ?? throw new JsonException($"Its {key} is null.")
        : throw new JsonException($"It does not say its \"{key}\".");
}
