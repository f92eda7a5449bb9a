using System.Globalization;
using System.Text;

namespace ForwardForward.Samples.Results;

/// <summary>Puts records into words: the cells of a table, and the whole as Markdown.</summary>
public static class StudyText
{
    /// <summary>The headings of a table of rows.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["name", "metric", "mean ± sd", "seeds", "claimed", "seconds"];

    /// <summary>The cells of a row, in the order of <see cref="Headings"/>.</summary>
    /// <param name="row">The row.</param>
    /// <returns>Accuracies in percent; a dash for what is not known.</returns>
    public static IReadOnlyList<string> Cells(StudyRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        bool isAccuracy = row.Metric.EndsWith("accuracy", StringComparison.Ordinal);
        string unit = isAccuracy ? " %" : "";
        return
        [
            row.Name,
            row.Metric,
            row.Sd is { } deviation ? $"{Number(row.Mean)} ± {Number(deviation)}{unit}" : Number(row.Mean) + unit,
            row.N.ToString(CultureInfo.InvariantCulture),
            row.Claimed is { } claimed ? Number(claimed) + unit : "–",
            row.Seconds > 0 ? row.Seconds.ToString("F1", CultureInfo.InvariantCulture) : "–",
        ];

        string Number(double value) => isAccuracy
            ? (100 * value).ToString("F2", CultureInfo.InvariantCulture)
            : value.ToString("G4", CultureInfo.InvariantCulture);
    }

    /// <summary>A record as Markdown: what, where and when, and a table.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The text of <c>&lt;study&gt;-&lt;preset&gt;.md</c>.</returns>
    public static string ToMarkdown(StudyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# {record.Study}, {record.Preset}, on {record.Dataset}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"ForwardForward {record.Library}, commit `{record.Commit}`, on {record.Device} with {record.Threads} threads, ");
        text.Append(CultureInfo.InvariantCulture, $"{record.Started:yyyy-MM-dd HH:mm} UTC, {record.Seconds:F0} seconds in all. The deviation is the sample's (n − 1).\n\n");
        AppendLine(text, Headings);
        AppendLine(text, ["---", "---", "---:", "---:", "---:", "---:"]);
        foreach (StudyRow row in record.Rows)
            AppendLine(text, Cells(row));
        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
