using System.Text.Json;
using System.Text.Unicode;

namespace ForwardForward.Experiments;

/// <summary>Reads records and checks everything: properties, types, ranges, and that what is computed follows from the values.</summary>
internal static class StudyRecordReader
{
    public const int DeepestNesting = 32;

    private const int LargestBytes = 64 * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = DeepestNesting, AllowDuplicateProperties = false };

    public static StudyRecord Read(Stream stream, string source)
    {
        using MemoryStream content = new();
        byte[] buffer = new byte[81_920];
        for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            content.Write(buffer, 0, read);
            if (content.Length > LargestBytes)
                break;
        }
        return Read(content.GetBuffer().AsMemory(0, (int)content.Length), source);
    }

    public static StudyRecord Read(ReadOnlyMemory<byte> json, string source)
    {
        if (json.Length > LargestBytes)
            throw new StudyRecordException(source, "record", "at most 64 MiB", "more");
        using JsonDocument document = Parse(json, source);
        RecordFields fields = new(document.RootElement, source, place: null,
            ["study", "preset", "dataset", "library", "commit", "device", "threads", "started", "seconds", "rows"]);
        return new StudyRecord
        {
            Study = fields.Text("study"),
            Preset = fields.Text("preset"),
            Dataset = fields.Text("dataset"),
            Library = fields.Text("library"),
            Commit = fields.Text("commit"),
            Device = fields.Text("device"),
            Threads = fields.Count("threads"),
            Started = fields.Time("started"),
            Seconds = fields.NotNegative("seconds"),
            Rows = fields.List("rows", (row, place) => ReadRow(row, source, place)),
        };
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json, string source)
    {
        if (!Utf8.IsValid(json.Span))
            throw new StudyRecordException(source, "record", "text in UTF-8", "other bytes");
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new StudyRecordException(source, "record", "JSON", $"what is none ({exception.Message})", exception);
        }
    }

    private static StudyRow ReadRow(JsonElement element, string source, string place)
    {
        RecordFields fields = new(
            element, source, place, ["name", "metric", "values", "mean", "sd", "n", "claimed", "seconds", "settings"],
            optional: ["difference"]);
        string metric = fields.Text("metric");
        StudyRow row = new(
            fields.Text("name"),
            metric,
            fields.Values("values", metric),
            fields.NotNegative("seconds"),
            fields.ClaimOrNull("claimed", metric),
            fields.Settings("settings"));
        double largest = row.Values.Max(Math.Abs);
        fields.CheckCount("n", row.Count);
        fields.CheckFollows("mean", row.Mean, largest);
        fields.CheckFollows("sd", row.StandardDeviation, largest);
        return fields.Find("difference") is { } difference ? ReadDifference(row, difference, source, $"{place}.difference") : row;
    }

    private static StudyRow ReadDifference(StudyRow row, JsonElement element, string source, string place)
    {
        RecordFields fields = new(element, source, place, ["against", "mean", "sd", "n", "level", "low", "high"]);
        int count = fields.Count("n");
        if (count > row.Count) // Fewer there can be: of seeds that the baseline does not have.
            fields.CheckCount("n", row.Count);
        double mean = fields.Number("mean");
        double? deviation = fields.DeviationOrNull("sd", count);
        PairedDifference paired = new(mean, deviation, count, fields.Level("level"));
        double largest = Math.Max(Math.Abs(mean), Math.Abs(mean - (paired.Low ?? mean)));
        fields.CheckFollows("low", paired.Low, largest);
        fields.CheckFollows("high", paired.High, largest);
        return row.With(fields.Text("against"), paired);
    }
}
