using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ForwardForward.Layers;

namespace ForwardForward.Persistence;

/// <summary>Writes definitions as JSON: <c>definition.ToJson()</c>.</summary>
public static class FFNetworkDefinitionJson
{
    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new RangeJsonConverter(), new StrategyJsonConverterFactory() },
    };

    /// <summary>Writes everything that the network is, but for its parameters.</summary>
    /// <remarks>
    /// A strategy stands as its type's name with its public properties: the plain name for those of this library, the full name with
    /// namespace for a plugin. What the layers have no use for, such as negatives of class-wise layers, is left out.
    /// </remarks>
    /// <param name="definition">The definition.</param>
    /// <returns>Indented JSON, the same for equal definitions.</returns>
    public static string ToJson(this FFNetworkDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
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
        if (definition.Rows == TrainingRows.PositivesAndNegatives)
        {
            json["labelEmbedding"] = Describe(definition.LabelEmbedding);
            json["negatives"] = Describe(definition.Negatives);
            json["goodness"] = Describe(definition.Goodness);
            json["loss"] = Describe(definition.Loss);
            json["modulation"] = DescribeOne(definition.Modulation);
            json["collaboration"] = Describe(definition.Collaboration);
            json["inputNormalisation"] = Describe(definition.InputNormalisation);
        }
        if (definition.Rows == TrainingRows.TwoViews)
            json["augmentation"] = Describe(definition.Augmentation);
        json["optimizer"] = Describe(definition.Optimizer);
        json["scoringLayers"] = definition.ScoringLayers.ToString();
        json["softmaxHead"] = definition.SoftmaxHead is { } head ? Describe(head) : null;
        json["prediction"] = JsonNamingPolicy.CamelCase.ConvertName(definition.Prediction.ToString());
        json["layers"] = new JsonArray([.. definition.Layers.Select(Describe)]);
        return json.ToJsonString(Options);
    }

    private static JsonNode DescribeOne(Func<object> factory)
    {
        object part = factory();
        using (part as IDisposable)
            return Describe(part);
    }

    /// <summary>A strategy or a record of settings: its type's name and its public properties.</summary>
    internal static JsonNode Describe(object part)
    {
        Type type = part.GetType();
        JsonObject described = new() { ["type"] = type.Assembly == typeof(FFNetwork).Assembly ? type.Name : type.FullName };
        foreach ((string name, JsonNode? value) in JsonSerializer.SerializeToNode(part, type, Options)!.AsObject().ToArray())
            described[name] = value?.DeepClone();
        return described;
    }
}
