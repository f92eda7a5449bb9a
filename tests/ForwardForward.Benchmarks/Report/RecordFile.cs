using System.Text.Json;
using System.Text.Json.Serialization;

namespace ForwardForward.Benchmarks.Report;

/// <summary>Writes records, all in one form.</summary>
internal static class RecordFile
{
    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static void Write<TRecord>(string file, TRecord record) =>
        File.WriteAllText(file, JsonSerializer.Serialize(record, Form) + "\n");
}
