using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Data;

namespace ForwardForward;

/// <summary>Reads a definition from JSON by the builder's own calls, so that a file is held to what a program is held to.</summary>
internal sealed class DefinitionReader
{
    private readonly JsonObject _json;
    private readonly JsonSerializerOptions _options;
    private readonly string _source;

    private DefinitionReader(string json, PluginRegistry plugins, string source)
    {
        _options = plugins.Json;
        _source = source;
        _json = ParseObject(json);
    }

    /// <param name="json">What <see cref="DefinitionWriter"/> wrote.</param>
    /// <param name="plugins">What names mean.</param>
    /// <param name="source">What messages call the text.</param>
    /// <exception cref="InvalidDataException">The text is no definition, or names what nobody registered.</exception>
    /// <exception cref="FFConfigurationException">The builder would refuse it.</exception>
    public static FFNetworkDefinition Read(string json, PluginRegistry plugins, string source) => new DefinitionReader(json, plugins, source).Read();

    /// <summary>A key as messages have it: "label embedding" for "labelEmbedding".</summary>
    public static string Place(string key) => JsonNamingPolicy.KebabCaseLower.ConvertName(key).Replace('-', ' ');

    private FFNetworkDefinition Read()
    {
        FFNetworkBuilder builder = new();
        ExpectFormat();
        Use<ImageShape>("input", builder.WithInput);
        Use<int>("classes", builder.WithClasses);
        Use<long>("seed", builder.WithSeed);
        Use<ILabelEmbedding>("labelEmbedding", builder.WithLabelEmbedding);
        Use<INegativeSampler>("negatives", builder.WithNegatives);
        Use<IGoodness>("goodness", builder.WithGoodness);
        Use<IContrastiveLoss>("loss", builder.WithLoss);
        string? modulation = _json["modulation"]?.ToJsonString();
        Use<IModulation>("modulation", example =>
        {
            using (example as IDisposable)
                return builder.WithModulation(() => JsonSerializer.Deserialize<IModulation>(modulation!, _options)!);
        });
        Use<ICollaboration>("collaboration", builder.WithCollaboration);
        Use<Augmentation>("augmentation", builder.WithAugmentation);
        Use<INormalisation>("inputNormalisation", builder.WithInputNormalisation);
        Use<ComputePrecision>("precision", builder.WithPrecision);
        Use<AdamOptions>("optimizer", builder.WithOptimizer);
        Use<Range>("scoringLayers", builder.WithScoringLayers);
        Use<SoftmaxHeadOptions>("softmaxHead", builder.WithSoftmaxHead);
        Use<PredictionMethod>("prediction", builder.WithPrediction);
        Use<JsonArray>("layers", layers =>
        {
            foreach ((JsonNode? layer, int index) in layers.Select((layer, index) => (layer, index)))
                Use<LayerDefinition>($"layer {index + 1}", layer, builder.AddLayer);
            return builder;
        });
        if (_json.FirstOrDefault().Key is { } unknown)
            throw Invalid($"has a part \"{unknown}\", which this version of the library does not know.");
        return builder.Define(statesAll: true);
    }

    private void ExpectFormat()
    {
        int? format = null;
        Use<int>("format", value => format = value);
        if (format != DefinitionWriter.FormatVersion)
            throw Invalid(format is null ? "does not say its \"format\"." : $"has the format {format}, and this version of the library reads {DefinitionWriter.FormatVersion}. Use the version that wrote it, or a newer one.");
    }

    /// <summary>Takes a part out of the JSON and hands it to the builder. One that is missing keeps the builder's default.</summary>
    private void Use<T>(string key, Func<T, object?> use)
    {
        if (!_json.TryGetPropertyValue(key, out JsonNode? json))
            return;
        _json.Remove(key);
        if (json is not null)
            Use(Place(key), json, use);
    }

    private void Use<T>(string place, JsonNode? json, Func<T, object?> use)
    {
        try
        {
            use(json.Deserialize<T>(_options) ?? throw new JsonException("It is null."));
        }
        catch (ArgumentException cause)
        {
            throw new FFConfigurationException([new ConfigurationProblem(place, cause.Message.ReplaceLineEndings(" "), "Correct the definition that was read.")]);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw Invalid($"has a fault ({place}). {cause.Message}", cause);
        }
    }

    private JsonObject ParseObject(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException("It is no JSON object.");
        }
        catch (JsonException cause)
        {
            throw Invalid($"cannot be read. {cause.Message}", cause);
        }
    }

    private InvalidDataException Invalid(string problem, Exception? cause = null) => new($"{_source} {problem}", cause);
}
