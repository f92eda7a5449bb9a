using System.Globalization;
using System.Text;
using ForwardForward.Studies;

namespace ForwardForward.Samples.Results;

/// <summary>Puts records into words: the cells of a table, and the whole as Markdown.</summary>
public static class StudyText
{
    private static readonly string[] Columns = ["name", "metric", "mean ± sd", "seeds", "claimed", "seconds"];

    /// <summary>The headings of a table of rows.</summary>
    /// <param name="rows">The rows; where one of them has a difference to a baseline, there is a column for it.</param>
    /// <returns>The headings.</returns>
    public static IReadOnlyList<string> Headings(IReadOnlyList<StudyRow> rows) => HaveDifference(rows) ? [.. Columns, "difference"] : Columns;

    /// <summary>The cells of a table of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The cells of each row, in the order of its headings. Accuracies are in percent, a dash stands for what is not known.</returns>
    public static IEnumerable<IReadOnlyList<string>> Cells(IReadOnlyList<StudyRow> rows) =>
        HaveDifference(rows) ? rows.Select(row => (IReadOnlyList<string>)[.. Cells(row), DifferenceCell(row)]) : rows.Select(Cells);

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
        IReadOnlyList<string> headings = Headings(record.Rows);
        AppendLine(text, headings);
        AppendLine(text, [.. headings.Select((_, column) => column < 2 ? "---" : "---:")]);
        foreach (IReadOnlyList<string> cells in Cells(record.Rows))
            AppendLine(text, cells);
        return text.ToString();
    }

    private static bool HaveDifference(IReadOnlyList<StudyRow> rows) => rows.Any(row => row.Difference is not null);

    private static IReadOnlyList<string> Cells(StudyRow row)
    {
        string unit = IsAccuracy(row) ? " %" : "";
        return
        [
            row.Name,
            row.Metric,
            row.Sd is { } deviation ? $"{Number(row, row.Mean)} ± {Number(row, deviation)}{unit}" : Number(row, row.Mean) + unit,
            row.N.ToString(CultureInfo.InvariantCulture),
            row.Claimed is { } claimed ? Number(row, claimed) + unit : "–",
            row.Seconds > 0 ? row.Seconds.ToString("F1", CultureInfo.InvariantCulture) : "–",
        ];
    }

    private static string DifferenceCell(StudyRow row)
    {
        if (row.Difference is not { } difference)
            return "–";
        PairedDifference paired = difference.Paired;
        string interval = paired is { Low: { } low, High: { } high }
            ? string.Create(CultureInfo.InvariantCulture, $" ({100 * paired.Level:G4} %: {Number(row, low)} to {Number(row, high)})")
            : "";
        return $"{Number(row, paired.Mean)}{interval}{(IsAccuracy(row) ? " points" : "")} against {difference.Against}";
    }

    private static bool IsAccuracy(StudyRow row) => row.Metric.EndsWith("accuracy", StringComparison.Ordinal);

    private static string Number(StudyRow row, double value) => IsAccuracy(row)
        ? (100 * value).ToString("F2", CultureInfo.InvariantCulture)
        : value.ToString("G4", CultureInfo.InvariantCulture);

    private static void AppendLine(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
