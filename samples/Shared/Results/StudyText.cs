using System.Globalization;
using System.Text;
using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>Puts records into words: the cells of a table, and the whole as Markdown.</summary>
public static class StudyText
{
    private static readonly string[] Columns = ["name", "metric", "mean ± sd", "seeds", "claimed", "seconds a seed"];

    /// <summary>The headings of a table of rows.</summary>
    /// <param name="rows">The rows; where one of them has a difference to a baseline, there is a column for it.</param>
    /// <returns>The headings.</returns>
    public static IReadOnlyList<string> Headings(IReadOnlyList<StudyRow> rows) =>
        HaveDifference(rows) ? [.. Columns, "difference"] : Columns;

    /// <summary>The cells of a table of rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>
    /// The cells of each row, in the order of its headings. Accuracies are in percent, a dash stands for what is not known.
    /// </returns>
    public static IEnumerable<IReadOnlyList<string>> Cells(IReadOnlyList<StudyRow> rows) =>
        HaveDifference(rows) ? rows.Select(row => (IReadOnlyList<string>)[.. Cells(row), DifferenceCell(row)]) : rows.Select(Cells);

    /// <summary>A record as Markdown: what, where and when, a table of all rows, and a table of verdicts.</summary>
    /// <param name="record">The record.</param>
    /// <param name="verdicts">What became of the study's claims; where there are none, there is no table of them.</param>
    /// <returns>The text of <c>&lt;study&gt;-&lt;preset&gt;.md</c>.</returns>
    public static string ToMarkdown(StudyRecord record, IReadOnlyList<Verdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(verdicts);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"# {record.Study}, {record.Preset}, on {record.Dataset}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"ForwardForward {record.Library}, commit `{record.Commit}`, ");
        text.Append(
            CultureInfo.InvariantCulture, $"on {record.Device} with {record.Threads} threads, {record.Started:yyyy-MM-dd HH:mm} UTC, ");
        text.Append(CultureInfo.InvariantCulture, $"{record.Seconds:F0} seconds in all. The deviation is the sample's (n − 1).\n\n");
        AppendTable(text, Headings(record.Rows), Cells(record.Rows), leftAligned: 2);
        if (verdicts.Count > 0)
        {
            text.Append("\nVerdicts by the rule of `docs/verdicts.md`:\n\n");
            AppendTable(text, VerdictText.Headings, verdicts.Select(VerdictText.Cells), leftAligned: VerdictText.Headings.Count);
        }
        return text.ToString();
    }

    /// <summary>The setting of a row that tells of its rounds.</summary>
    internal const string Rounds = "rounds";

    /// <summary>How far the quartiles of a row's rounds lie apart, relative to their median; null for a row without rounds.</summary>
    internal static double? Spread(StudyRow row) => row.Settings[Rounds]?["spread"]?.GetValue<double>();

    /// <summary>
    /// A row's mean and deviation, such as <c>94.50 ± 0.12 %</c>, and the spread of its rounds, such as <c>0.77 ± 0.01, spread 4 %</c>.
    /// </summary>
    internal static string Mean(StudyRow row) =>
        row.DescribeMean() + (Spread(row) is { } spread ? $", {SpreadText(spread)}" : "");

    /// <summary>Such as <c>spread 4 %</c>.</summary>
    internal static string SpreadText(double spread) => string.Create(CultureInfo.InvariantCulture, $"spread {100 * spread:F0} %");

    /// <summary>A difference of values of a row's metric, such as <c>-1.20 (95 %: -1.45 to -0.95) points</c>.</summary>
    internal static string Difference(StudyRow row, PairedDifference paired)
    {
        string interval = paired is { Low: { } low, High: { } high }
            ? string.Create(CultureInfo.InvariantCulture, $" ({100 * paired.Level:G4} %: {Number(row, low)} to {Number(row, high)})")
            : "";
        return $"{Number(row, paired.Mean)}{interval}{PointsOf(row)}";
    }

    /// <summary>A value of a row's metric without its unit: accuracies in percent.</summary>
    internal static string Number(StudyRow row, double value) =>
        IsAccuracy(row) ? (100 * value).ToString("F2", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A metric in words: <c>test_accuracy</c> is test accuracy.</summary>
    internal static string Words(string metric) => metric.Replace('_', ' ');

    /// <summary>The unit of a difference.</summary>
    internal static string PointsOf(StudyRow row) => IsAccuracy(row) ? " points" : "";

    private static bool HaveDifference(IReadOnlyList<StudyRow> rows) => rows.Any(row => row.Difference is not null);

    private static IReadOnlyList<string> Cells(StudyRow row) =>
    [
        row.Name,
        row.Metric,
        Mean(row),
        row.Count.ToString(CultureInfo.InvariantCulture),
        row.Claimed is { } claimed ? row.Describe(claimed) : "–",
        row.Seconds > 0 ? (row.Seconds / row.Count).ToString("F1", CultureInfo.InvariantCulture) : "–",
    ];

    private static string DifferenceCell(StudyRow row) =>
        row.Difference is { } difference ? $"{Difference(row, difference)} against {row.Baseline}" : "–";

    private static bool IsAccuracy(StudyRow row) => row.Metric.EndsWith("accuracy", StringComparison.Ordinal);

    private static void AppendTable(
        StringBuilder text, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows, int leftAligned)
    {
        AppendLine(text, headings);
        AppendLine(text, [.. headings.Select((_, column) => column < leftAligned ? "---" : "---:")]);
        foreach (IReadOnlyList<string> cells in rows)
            AppendLine(text, cells);
    }

    private static void AppendLine(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
}
