using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <content>Definitions as JSON, and equality, which is that of the JSON.</content>
public sealed partial record FFNetworkDefinition
{
    private const string Format = "format";
    private const int FormatVersion = 1;

    /// <summary>Writes everything that the network is, but for its parameters.</summary>
    /// <remarks>
    /// A strategy or a layer stands as its type's name with its public properties: the plain name for those of this library,
    /// the full name with namespace for a plugin. What the layers have no use for, such as negatives of class-wise layers, is left out.
    /// </remarks>
    /// <returns>Indented JSON, the same for equal definitions.</returns>
    /// <exception cref="InvalidOperationException">
    /// A plugin has the name of one of the library's types, a setting called "type", or a public property that JSON cannot hold, such as a
    /// tensor or a function. The message names it.
    /// </exception>
    public string ToJson()
    {
        PluginRegistry plugins = new();
        return Write(plugins).ToJsonString(plugins.Json);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote, and checks it as the builder does.</summary>
    /// <remarks>
    /// No type is looked up by what the text says: a name means a type of the library or one that is registered. A part that is missing has
    /// the builder's default.
    /// </remarks>
    /// <param name="json">The definition as JSON.</param>
    /// <param name="plugins">The strategies and layer kinds of your own; null for none.</param>
    /// <returns>The definition; <see cref="Build"/> makes a network of it.</returns>
    /// <exception cref="InvalidDataException">
    /// The text is no definition, or names a type that is not registered: the message says which, where, and how to register it.
    /// </exception>
    /// <exception cref="FFConfigurationException">
    /// A setting is out of its range, or the whole does not fit together; as <see cref="FFNetworkBuilder.Build"/>.
    /// </exception>
    public static FFNetworkDefinition FromJson(string json, PluginRegistry? plugins = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(json, plugins ?? PluginRegistry.None, "The definition");
    }

    /// <summary>Whether another definition has the same settings.</summary>
    /// <param name="other">The other definition; null equals none.</param>
    /// <returns>True where the JSON of both is the same.</returns>
    public bool Equals(FFNetworkDefinition? other) =>
        ReferenceEquals(this, other) || (other is not null && string.Equals(ToJson(), other.ToJson(), StringComparison.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(ToJson(), StringComparison.Ordinal);

    /// <summary>The definition as it stands; its plugins are registered in <paramref name="plugins"/> on the way.</summary>
    internal JsonObject Write(PluginRegistry plugins)
    {
        JsonObject json = new() { [Format] = FormatVersion };
        foreach (PropertyInfo setting in Settings.Where(IsWritten))
            json[KeyOf(setting)] = JsonSerializer.SerializeToNode(setting.GetValue(this), setting.PropertyType, plugins.Json);
        return json;
    }

    /// <param name="json">What <see cref="Write"/> wrote.</param>
    /// <param name="plugins">What names mean.</param>
    /// <param name="source">What messages call the text.</param>
    /// <exception cref="InvalidDataException">The text is no definition, or names what nobody registered.</exception>
    /// <exception cref="FFConfigurationException">The builder would refuse it.</exception>
    internal static FFNetworkDefinition Read(string json, PluginRegistry plugins, string source)
    {
        JsonObject parts = Parse(json, source);
        ExpectFormat(parts, source);
        FFNetworkDefinition definition = new();
        HashSet<string> stated = new(StringComparer.Ordinal);
        foreach (PropertyInfo setting in Settings)
        {
            if (!parts.Remove(KeyOf(setting), out JsonNode? part) || part is null)
                continue;
            Explain(PlaceOf(KeyOf(setting)), source, () => definition.Take(setting, part, plugins, source));
            if (!IsAlwaysWritten(setting))
                stated.Add(setting.Name);
        }
        return parts.Count == 0
            ? NetworkProblems.Check(definition, stated)
            : throw new InvalidDataException(
                $"{source} has a part \"{Excerpt.Of(parts.First().Key)}\", which this version of the library does not know.");
    }

    /// <summary>A key as messages have it: "label embedding" for "labelEmbedding".</summary>
    internal static string PlaceOf(string key) => JsonNamingPolicy.KebabCaseLower.ConvertName(key).Replace('-', ' ');

    /// <summary>The key of a setting: "labelEmbedding" for <see cref="LabelEmbedding"/>.</summary>
    internal static string KeyOf(PropertyInfo setting) => JsonNamingPolicy.CamelCase.ConvertName(setting.Name);

    private static bool IsAlwaysWritten(PropertyInfo setting) =>
        setting.GetCustomAttribute<ReadByAttribute>() is null or { IsAlwaysWritten: true };

    private bool IsWritten(PropertyInfo setting) =>
        IsAlwaysWritten(setting) || Layers.Any(setting.GetCustomAttribute<ReadByAttribute>()!.IsReadBy);

    private void Take(PropertyInfo setting, JsonNode json, PluginRegistry plugins, string source)
    {
        object value = setting.PropertyType == typeof(ImmutableArray<LayerDefinition>)
            ? ReadLayers(json.AsArray(), plugins, source)
            : ReadPart(json, setting.PropertyType, plugins);
        setting.SetValue(this, value, BindingFlags.DoNotWrapExceptions, binder: null, index: null, culture: null);
    }

    private static ImmutableArray<LayerDefinition> ReadLayers(JsonArray json, PluginRegistry plugins, string source)
    {
        if (json.Count > MostLayers)
            throw new JsonException($"There are {json.Count} layers, and there can be {MostLayers}.");
        List<LayerDefinition> layers = [];
        foreach (JsonNode? layer in json)
            Explain(
                $"layer {layers.Count + 1}", source, () => layers.Add((LayerDefinition)ReadPart(layer, typeof(LayerDefinition), plugins)));
        return [.. layers];
    }

    private static object ReadPart(JsonNode? json, Type type, PluginRegistry plugins) =>
        json.Deserialize(type, plugins.Json) ?? throw new JsonException("It is null.");

    private static void ExpectFormat(JsonObject parts, string source)
    {
        int? format = null;
        if (parts.Remove(Format, out JsonNode? json) && json is not null)
            Explain(Format, source, () => format = (int)ReadPart(json, typeof(int), PluginRegistry.None));
        if (format is null)
            throw new InvalidDataException($"{source} does not say its \"{Format}\".");
        if (format != FormatVersion)
            throw new InvalidDataException(
                $"{source} has the format {format}, and this version of the library reads {FormatVersion}. Use the version that wrote it, "
                    + "or a newer one.");
    }

    private static JsonObject Parse(string json, string source)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject
                ?? throw new JsonException("It is no JSON object.");
        }
        catch (JsonException cause)
        {
            throw Excerpt.Explain($"{source} cannot be read.", cause);
        }
    }

    /// <summary>Says in which part of which definition a fault is.</summary>
    private static void Explain(string place, string source, Action read)
    {
        try
        {
            read();
        }
        catch (ArgumentException cause)
        {
            throw new FFConfigurationException(
                [new ConfigurationProblem(place, Excerpt.OfMessage(cause), "Correct the definition that was read.")]);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw Excerpt.Explain($"{source} has a fault ({place}).", cause);
        }
    }
}
