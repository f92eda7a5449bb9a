using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace ForwardForward;

/// <summary>How the parts of a definition stand in JSON: a strategy or a layer as its "type" and its public properties.</summary>
internal sealed class PartJson(PluginRegistry plugins) : JsonConverterFactory
{
    /// <summary>What reads the properties of types, said outright: a program may have switched the serialiser's own off.</summary>
    public static IJsonTypeInfoResolver Types { get; } = new DefaultJsonTypeInfoResolver();

    public static JsonSerializerOptions OptionsWith(PluginRegistry plugins) => new()
    {
        TypeInfoResolver = Types,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters =
        {
            new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new RangeConverter(),
            new LearningRateDecayConverter(), new PartJson(plugins),
        },
    };

    /// <summary>Whether a type is one of the library's interfaces.</summary>
    public static bool IsStrategy(Type type) => type.IsInterface && type.Assembly == typeof(FFNetwork).Assembly;

    public override bool CanConvert(Type typeToConvert) => IsStrategy(typeToConvert) || typeToConvert == typeof(LayerDefinition);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(PartConverter<>).MakeGenericType(typeToConvert), plugins)!;

    private sealed class PartConverter<T>(PluginRegistry plugins) : JsonConverter<T>
        where T : notnull
    {
        private const string Kind = "type";

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (JsonNode.Parse(ref reader) is not JsonObject json || json[Kind] is not JsonValue kind
                || !kind.TryGetValue(out string? name))
                throw new JsonException($"A {typeof(T).Name} is an object with its \"{Kind}\" and its settings.");
            json.Remove(Kind);
            return (T)json.Deserialize(plugins.Find(name, typeof(T)), options)!;
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
        {
            Type type = value.GetType();
            JsonObject settings = SettingsOf(value, type, options);
            if (settings.ContainsKey(Kind))
                throw new InvalidOperationException(
                    $"{type} has a setting called \"{Kind}\", which in a definition is the name of its kind. Rename the property.");
            settings.Insert(0, Kind, plugins.NameOf(type));
            settings.WriteTo(writer, options);
        }

        private static JsonObject SettingsOf(T part, Type type, JsonSerializerOptions options)
        {
            try
            {
                return JsonSerializer.SerializeToNode(part, type, options)!.AsObject();
            }
            catch (Exception cause) when (!IsOurs(cause))
            {
                PropertyInfo? setting = type.GetProperties().FirstOrDefault(setting => !CanHold(setting, part, options));
                throw new InvalidOperationException(
                    setting is null
                        ? $"{type} cannot be written as JSON. {cause.Message}"
                        : $"{type} cannot be written as JSON, which cannot hold its property {setting.Name}, a {setting.PropertyType}. "
                            + "Put [JsonIgnore] on it if it is no setting; make it a number, a text, a strategy or a record of such if it "
                            + "is.",
                    cause);
            }
        }

        /// <summary>Whether a part within the part has said already what is wrong.</summary>
        private static bool IsOurs(Exception cause) =>
            cause is InvalidOperationException
            && string.Equals(cause.Source, typeof(PartJson).Assembly.GetName().Name, StringComparison.Ordinal);

        private static bool CanHold(PropertyInfo setting, T part, JsonSerializerOptions options)
        {
            if (!setting.CanRead || setting.GetIndexParameters().Length > 0 || setting.IsDefined(typeof(JsonIgnoreAttribute)))
                return true;
            try
            {
                JsonSerializer.SerializeToNode(setting.GetValue(part), setting.PropertyType, options);
                return true;
            }
            catch (Exception)
            {
                return false;
            }
        }
    }

    /// <summary>A range as C# has it, such as "1..^0".</summary>
    private sealed class RangeConverter : JsonConverter<Range>
    {
        public override Range Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            string text = reader.GetString() ?? string.Empty;
            return text.Split("..") is [string start, string end] && ReadIndex(start) is { } first && ReadIndex(end) is { } last
                ? first..last
                : throw new JsonException($"\"{text}\" is no range such as \"1..^0\".");
        }

        public override void Write(Utf8JsonWriter writer, Range value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());

        private static Index? ReadIndex(string text)
        {
            bool isFromEnd = text.StartsWith('^');
            return int.TryParse(text.AsSpan(isFromEnd ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
                ? new Index(value, isFromEnd)
                : null;
        }
    }
}
