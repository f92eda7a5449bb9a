using System.Text.Json;
using System.Text.Json.Serialization;

namespace ForwardForward;

/// <summary>How the parts of a definition stand in JSON.</summary>
internal static class DefinitionJsonOptions
{
    public static JsonSerializerOptions Create(PluginRegistry plugins) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new RangeJsonConverter(), new PartJsonConverterFactory(plugins) },
    };

    /// <summary>Whether a type is one of the library's interfaces.</summary>
    public static bool IsStrategy(Type type) => type.IsInterface && type.Assembly == typeof(FFNetwork).Assembly;
}
