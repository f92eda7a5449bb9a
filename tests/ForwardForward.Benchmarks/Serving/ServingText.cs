using ForwardForward.Experiments;

namespace ForwardForward.Benchmarks.Serving;

/// <summary>Puts what a load showed into a table, for the documents.</summary>
internal static class ServingText
{
    private static readonly string[] Headings =
    [
        "engine", "requests", "lost", "other labels", "a second", "median, ms", "99 %, ms", "rows a pass", "memory at the start, MiB",
        "halfway", "at the end",
    ];

    public static string ToMarkdown(ServingRecord record)
    {
        string[] lines =
        [
            FormattableString.Invariant(
                $"{record.Machine.Processor}, {record.Machine.LogicalProcessors} threads; {record.Clients} clients on the same machine, ")
                + FormattableString.Invariant($"{record.Seconds:0} s each; {record.Started:yyyy-MM-dd}{(record.Note is null ? "" : "; ")}")
                + record.Note,
            .. MarkdownTable.Lines(Headings, record.Rows.Select(Cells)),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string[] Cells(ServingRow row) =>
    [
        row.Engine,
        FormattableString.Invariant($"{row.Requests:N0}"),
        FormattableString.Invariant($"{row.Lost}"),
        FormattableString.Invariant($"{row.OtherLabels}"),
        FormattableString.Invariant($"{row.PerSecond:N0}"),
        FormattableString.Invariant($"{row.MedianMilliseconds:F1}"),
        FormattableString.Invariant($"{row.Percentile99Milliseconds:F1}"),
        FormattableString.Invariant($"{row.RowsAPass:F1}"),
        FormattableString.Invariant($"{row.ResidentStartMiB:F0}"),
        FormattableString.Invariant($"{row.ResidentMiddleMiB:F0}"),
        FormattableString.Invariant($"{row.ResidentEndMiB:F0}"),
    ];
}
