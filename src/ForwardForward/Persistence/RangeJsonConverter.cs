using System.Text.Json;
using System.Text.Json.Serialization;

namespace ForwardForward.Persistence;

/// <summary>Writes a range as C# does, such as "1..^0".</summary>
internal sealed class RangeJsonConverter : JsonConverter<Range>
{
    public override Range Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Definitions are written, not read.");

    public override void Write(Utf8JsonWriter writer, Range value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
