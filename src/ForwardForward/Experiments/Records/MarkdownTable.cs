namespace ForwardForward.Experiments;

/// <summary>A table in Markdown.</summary>
internal static class MarkdownTable
{
    /// <summary>
    /// An empty line, then the table, the first column to the left and the others to the right; nothing where there is no row.
    /// </summary>
    public static IEnumerable<string> Lines(string[] headings, IEnumerable<string[]> rows)
    {
        string[][] all = [.. rows];
        return all.Length == 0
            ? []
            : [string.Empty, Row(headings), Row([.. headings.Select((_, column) => column == 0 ? "---" : "---:")]), .. all.Select(Row)];
    }

    private static string Row(string[] cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
