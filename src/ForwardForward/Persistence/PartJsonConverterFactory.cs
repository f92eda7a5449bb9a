using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ForwardForward;

/// <summary>A strategy or a layer as an object with the name of its kind, "type", and its public properties.</summary>
internal sealed class PartJsonConverterFactory(PluginRegistry plugins) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => DefinitionJsonOptions.IsStrategy(typeToConvert) || typeToConvert == typeof(LayerDefinition);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(PartJsonConverter<>).MakeGenericType(typeToConvert), plugins)!;

    private sealed class PartJsonConverter<T>(PluginRegistry plugins) : JsonConverter<T>
        where T : notnull
    {
        private const string Kind = "type";

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (JsonNode.Parse(ref reader) is not JsonObject json || json[Kind] is not JsonValue kind || !kind.TryGetValue(out string? name))
                throw new JsonException($"A {typeof(T).Name} is an object with its \"{Kind}\" and its settings.");
            json.Remove(Kind);
            return (T)json.Deserialize(plugins.Find(name, typeof(T)), options)!;
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            Type type = value.GetType();
            JsonObject settings = JsonSerializer.SerializeToNode(value, type, options)!.AsObject();
            if (settings.ContainsKey(Kind))
                throw new InvalidOperationException($"{type} has a setting called \"{Kind}\", which in a definition is the name of its kind. Rename the property.");
            writer.WriteStartObject();
            writer.WriteString(Kind, plugins.NameOf(type));
            foreach ((string name, JsonNode? setting) in settings)
            {
                writer.WritePropertyName(name);
                if (setting is null)
                    writer.WriteNullValue();
                else
                    setting.WriteTo(writer, options);
            }
            writer.WriteEndObject();
        }
    }
}
