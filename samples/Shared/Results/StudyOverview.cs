using System.Globalization;
using ForwardForward.Experiments;

namespace ForwardForward.Samples;

/// <summary>The results of a study with a line for each configuration and a column for each metric.</summary>
public static class StudyOverview
{
    /// <summary>The headings.</summary>
    /// <param name="rows">The rows of a record.</param>
    /// <returns>
    /// Name, metrics (but the accuracy that choices are made by), each followed by the study's number where it states one,
    /// and seconds of training.
    /// </returns>
    public static IReadOnlyList<string> Headings(IReadOnlyList<StudyRow> rows) =>
        ["name", .. Metrics(rows).SelectMany(
            metric => HasClaim(rows, metric) ? [Narrow(metric), "the\nstudy"] : new[] { Narrow(metric) }), "seconds\na seed"];

    /// <summary>The cells, in the order of the headings.</summary>
    /// <param name="rows">The rows of a record.</param>
    /// <returns>The cells of each configuration; a dash stands for what was not measured or stated.</returns>
    public static IEnumerable<IReadOnlyList<string>> Cells(IReadOnlyList<StudyRow> rows) =>
        from ofName in rows.GroupBy(row => row.Name, StringComparer.Ordinal)
        select (IReadOnlyList<string>)
        [
            ofName.Key,
            .. Metrics(rows).SelectMany(metric => Cells(ofName.FirstOrDefault(row => Has(row, metric)), HasClaim(rows, metric))),
            (ofName.Sum(row => row.Seconds) / ofName.First().Count).ToString("F1", CultureInfo.InvariantCulture),
        ];

    private static IEnumerable<string> Metrics(IReadOnlyList<StudyRow> rows) =>
        rows.Where(row => !Has(row, NetworkTrial.ValidationAccuracy)).Select(row => row.Metric).Distinct(StringComparer.Ordinal);

    private static bool HasClaim(IReadOnlyList<StudyRow> rows, string metric) =>
        rows.Any(row => Has(row, metric) && row.Claimed is not null);

    private static bool Has(StudyRow row, string metric) => string.Equals(row.Metric, metric, StringComparison.Ordinal);

    private static IEnumerable<string> Cells(StudyRow? row, bool hasClaim)
    {
        yield return row is null ? "–" : StudyText.Mean(row);
        if (hasClaim)
            yield return row?.Claimed is { } claimed ? row.Describe(claimed) : "–";
    }

    /// <summary>A heading of a word a line: there may be many columns.</summary>
    private static string Narrow(string metric) => metric.Replace('_', '\n');
}
