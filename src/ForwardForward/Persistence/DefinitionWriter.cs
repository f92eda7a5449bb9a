using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ForwardForward;

/// <summary>Writes a definition as JSON.</summary>
internal static class DefinitionWriter
{
    public const int FormatVersion = 1;

    private const string HowSettingsAreSaved = "The settings of a part are its public properties; each must be set by a constructor parameter of its name, or by init.";

    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The definition as it stands; its plugins are registered in <paramref name="plugins"/> on the way.</summary>
    public static JsonObject Write(FFNetworkDefinition definition, PluginRegistry plugins)
    {
        JsonObject json = new()
        {
            ["format"] = FormatVersion,
            ["input"] = new JsonObject
            {
                ["channels"] = definition.Input.Channels,
                ["height"] = definition.Input.Height,
                ["width"] = definition.Input.Width,
            },
            ["classes"] = definition.Classes,
            ["seed"] = definition.Seed,
        };
        if (definition.LearnsFrom == TrainingExamples.PositivesAndNegatives)
        {
            json["labelEmbedding"] = Part(definition.LabelEmbedding);
            json["negatives"] = Part(definition.Negatives);
            json["goodness"] = Part(definition.Goodness);
            json["loss"] = Part(definition.Loss);
            json["modulation"] = Example(definition.Modulation);
            json["collaboration"] = Part(definition.Collaboration);
        }
        if (definition.LearnsFrom == TrainingExamples.TwoViews)
            json["augmentation"] = Part(definition.Augmentation);
        json["inputNormalisation"] = Part(definition.InputNormalisation);
        json["precision"] = Part(definition.Precision);
        json["optimizer"] = Part(definition.Optimizer);
        json["scoringLayers"] = Part(definition.ScoringLayers);
        json["softmaxHead"] = Part(definition.SoftmaxHead);
        json["prediction"] = Part(definition.Prediction);
        json["layers"] = new JsonArray([.. definition.Layers.Select(Part)]);
        return json;

        JsonNode? Part<T>(T part) => JsonSerializer.SerializeToNode(part, plugins.Json);

        JsonNode? Example(Func<IModulation> factory)
        {
            IModulation example = factory();
            using (example as IDisposable)
                return Part(example);
        }
    }

    /// <summary>The definition on one line, after making sure that it can be read back.</summary>
    /// <exception cref="InvalidOperationException">A plugin would not come back with the settings it has.</exception>
    public static string WriteToLoad(FFNetworkDefinition definition)
    {
        PluginRegistry plugins = new();
        JsonObject json = Write(definition, plugins);
        string text = json.ToJsonString(OneLine);
        JsonObject again = Write(ReadBack(text, plugins), plugins);
        if (json.FirstOrDefault(part => !JsonNode.DeepEquals(part.Value, again[part.Key])).Key is { } lost)
            throw new InvalidOperationException($"The network cannot be saved, for it would load with other settings ({DefinitionReader.Place(lost)}): {json[lost]?.ToJsonString()} would become {again[lost]?.ToJsonString()}. {HowSettingsAreSaved}");
        return text;
    }

    private static FFNetworkDefinition ReadBack(string text, PluginRegistry plugins)
    {
        try
        {
            return DefinitionReader.Read(text, plugins, "The definition");
        }
        catch (Exception cause) when (cause is InvalidDataException or FFConfigurationException)
        {
            throw new InvalidOperationException($"The network cannot be saved, for it could not be loaded. {cause.Message} {HowSettingsAreSaved}", cause);
        }
    }
}
