using System.Text.Json;
using System.Text.Json.Serialization;

namespace ForwardForward.Persistence;

/// <summary>Writes a setting whose type is one of the library's interfaces as what it really is.</summary>
internal sealed class StrategyJsonConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsInterface && typeToConvert.Assembly == typeof(FFNetwork).Assembly;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(StrategyJsonConverter<>).MakeGenericType(typeToConvert))!;

    private sealed class StrategyJsonConverter<T> : JsonConverter<T>
        where T : notnull
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Definitions are written, not read.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => FFNetworkDefinitionJson.Describe(value).WriteTo(writer, options);
    }
}
