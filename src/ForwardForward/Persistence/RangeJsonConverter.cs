using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ForwardForward;

/// <summary>A range as C# has it, such as "1..^0".</summary>
internal sealed class RangeJsonConverter : JsonConverter<Range>
{
    public override Range Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string text = reader.GetString() ?? string.Empty;
        return text.Split("..") is [string start, string end] && ReadIndex(start) is { } first && ReadIndex(end) is { } last
            ? first..last
            : throw new JsonException($"\"{text}\" is no range such as \"1..^0\".");
    }

    public override void Write(Utf8JsonWriter writer, Range value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());

    private static Index? ReadIndex(string text) => int.TryParse(text.AsSpan(text.StartsWith('^') ? 1 : 0), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
        ? new Index(value, text.StartsWith('^'))
        : null;
}
