using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ForwardForward.Readout;

namespace ForwardForward.Persistence;

/// <summary>Writes definitions as JSON: <c>definition.ToJson()</c>.</summary>
public static class FFNetworkDefinitionJson
{
    private const int FormatVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes everything that the network is, but for its parameters.</summary>
    /// <remarks>
    /// A strategy stands as its type's name with its public properties: the plain name for those of this library, the full name with
    /// namespace for a plugin.
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
            ["labelEmbedding"] = Describe(definition.LabelEmbedding),
            ["negatives"] = Describe(definition.Negatives),
            ["goodness"] = Describe(definition.Goodness),
            ["loss"] = Describe(definition.Loss),
            ["modulation"] = DescribeOne(definition.Modulation),
            ["collaboration"] = Describe(definition.Collaboration),
            ["inputNormalisation"] = Describe(definition.InputNormalisation),
            ["optimizer"] = Describe(definition.Optimizer),
            ["scoringLayers"] = definition.ScoringLayers.ToString(),
            ["softmaxHead"] = definition.SoftmaxHead is { } head ? DescribeHead(head) : null,
            ["prediction"] = JsonNamingPolicy.CamelCase.ConvertName(definition.Prediction.ToString()),
            ["layers"] = new JsonArray([.. definition.Layers.Select(Describe)]),
        };
        return json.ToJsonString(Options);
    }

    private static JsonNode DescribeOne(Func<object> factory)
    {
        object part = factory();
        using (part as IDisposable)
            return Describe(part);
    }

    private static JsonObject DescribeHead(SoftmaxHeadOptions head) => new()
    {
        ["layers"] = head.Layers.ToString(),
        ["normalisation"] = Describe(head.Normalisation),
        ["readsShownLabel"] = head.ReadsShownLabel,
        ["optimizer"] = Describe(head.Optimizer),
    };

    private static JsonNode Describe(object part)
    {
        Type type = part.GetType();
        JsonObject described = new() { ["type"] = type.Assembly == typeof(FFNetwork).Assembly ? type.Name : type.FullName };
        foreach ((string name, JsonNode? value) in JsonSerializer.SerializeToNode(part, type, Options)!.AsObject().ToArray())
            described[name] = value?.DeepClone();
        return described;
    }
}
