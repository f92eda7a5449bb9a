using System.Globalization;
using System.Text.Json;

namespace ForwardForward.Experiments;

/// <summary>Writes records as JSON.</summary>
internal static class StudyRecordWriter
{
    /// <summary>What errors call a record that is being written.</summary>
    public const string Source = "What was to be written";

    private static readonly JsonWriterOptions Options =
        new() { Indented = true, NewLine = "\n", MaxDepth = StudyRecordReader.DeepestNesting };

    public static byte[] Write(StudyRecord record)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter json = new(content, Options))
        {
            json.WriteStartObject();
            json.WriteString("study", record.Study);
            json.WriteString("preset", record.Preset);
            json.WriteString("dataset", record.Dataset);
            json.WriteString("library", record.Library);
            json.WriteString("commit", record.Commit);
            json.WriteString("device", record.Device);
            json.WriteNumber("threads", record.Threads);
            json.WriteString("started", record.Started);
            json.WriteNumber("seconds", record.Seconds);
            json.WriteStartArray("rows");
            for (int index = 0; index < record.Rows.Count; index++)
                WriteRow(json, record.Rows[index], place: string.Create(CultureInfo.InvariantCulture, $"rows[{index}]"));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return content.ToArray();
    }

    private static void WriteRow(Utf8JsonWriter json, StudyRow row, string place)
    {
        if (row is null)
            throw new StudyRecordException(Source, place, "a row", "null");
        json.WriteStartObject();
        json.WriteString("name", row.Name);
        json.WriteString("metric", row.Metric);
        json.WriteStartArray("values");
        foreach (double value in row.Values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
        json.WriteNumber("mean", row.Mean);
        WriteNumberOrNull(json, "sd", row.StandardDeviation);
        json.WriteNumber("n", row.Count);
        WriteNumberOrNull(json, "claimed", row.Claimed);
        json.WriteNumber("seconds", row.Seconds);
        json.WritePropertyName("settings");
        try
        {
            row.Settings.WriteTo(json);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            throw new StudyRecordException(
                Source,
                $"{place}.settings",
                "what JSON can hold, nested not too deep",
                $"what the writer refuses ({exception.Message})",
                exception);
        }
        if (row is { Baseline: { } baseline, Difference: { } difference })
            WriteDifference(json, baseline, difference);
        json.WriteEndObject();
    }

    private static void WriteDifference(Utf8JsonWriter json, string baseline, PairedDifference difference)
    {
        json.WriteStartObject("difference");
        json.WriteString("against", baseline);
        json.WriteNumber("mean", difference.Mean);
        WriteNumberOrNull(json, "sd", difference.StandardDeviation);
        json.WriteNumber("n", difference.Count);
        json.WriteNumber("level", difference.Level);
        WriteNumberOrNull(json, "low", difference.Low);
        WriteNumberOrNull(json, "high", difference.High);
        json.WriteEndObject();
    }

    private static void WriteNumberOrNull(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
