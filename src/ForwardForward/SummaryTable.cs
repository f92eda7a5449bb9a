using System.Globalization;

namespace ForwardForward;

/// <summary>Numbers and columns of a table in plain text.</summary>
internal static class SummaryTable
{
    private const string Gap = "  ";

    private static readonly string[] Units = ["FLOP", "kFLOP", "MFLOP", "GFLOP", "TFLOP"];

    /// <summary>Such as "1,234,567"; nothing for 0.</summary>
    public static string Count(long count) => count == 0 ? string.Empty : count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Such as "950 FLOP" or "1.3 MFLOP".</summary>
    public static string Operations(double count)
    {
        int unit = 0;
        for (; Math.Round(count, 1) >= 1_000 && unit < Units.Length - 1; unit++)
            count /= 1_000;
        return $"{count.ToString(unit == 0 ? "F0" : "N1", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>
    /// Rows as lines, with their columns as wide as what stands in them. A column with nothing below its heading is left out.
    /// </summary>
    /// <param name="rows">The headings, and rows of as many cells.</param>
    /// <param name="leftColumns">How many columns, from the first on, are aligned to the left; the others, numbers, to the right.</param>
    public static string Align(string[][] rows, int leftColumns)
    {
        int[] columns = [.. Enumerable.Range(0, rows[0].Length).Where(column => rows.Skip(1).Any(row => row[column].Length > 0))];
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        return string.Join('\n', rows.Select(row => string.Join(Gap, columns.Select(column => Pad(row[column], column))).TrimEnd()));

        string Pad(string cell, int column) => column < leftColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]);
    }
}
