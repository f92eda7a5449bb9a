using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ForwardForward;

/// <summary>A schedule of the library as JSON: its name, such as "greedy", or <c>{"interleaved": [3, 5]}</c>.</summary>
internal sealed class TrainingScheduleConverter : JsonConverter<TrainingSchedule>
{
    private const string Interleaved = "interleaved";

    private static readonly TrainingSchedule[] ReadyMade =
        [TrainingSchedule.Simultaneous, TrainingSchedule.Greedy, TrainingSchedule.Alternating];

    public override TrainingSchedule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonNode? json = JsonNode.Parse(ref reader);
        if (json is JsonValue value && value.TryGetValue(out string? name)
            && Array.Find(ReadyMade, schedule => string.Equals(KeyOf(schedule), name, StringComparison.Ordinal)) is { } found)
            return found;
        return json is JsonObject { Count: 1 } parts && parts[Interleaved] is JsonArray { Count: > 0 } epochs
            ? TrainingSchedule.Interleaved([.. epochs.Select(last => last.Deserialize<int>(options))])
            : throw new JsonException(
                $"A schedule is one of {string.Join(", ", ReadyMade.Select(KeyOf))}, or {{\"{Interleaved}\": [3, 5]}} with a number a "
                    + "layer.");
    }

    public override void Write(Utf8JsonWriter writer, TrainingSchedule value, JsonSerializerOptions options)
    {
        if (Array.Exists(ReadyMade, schedule => ReferenceEquals(schedule, value)))
            writer.WriteStringValue(KeyOf(value));
        else if (value.LastEpochs is { } epochs)
            new JsonObject { [Interleaved] = new JsonArray([.. epochs.Select(last => JsonValue.Create(last))]) }.WriteTo(writer);
        else
            throw new InvalidOperationException(
                $"The schedule {value.GetType()} cannot be written as JSON: it is none of the library's. Take one of the static members of "
                    + "TrainingSchedule.");
    }

    private static string KeyOf(TrainingSchedule schedule) => JsonNamingPolicy.CamelCase.ConvertName(schedule.Name);
}
