using ForwardForward.Experiments;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Tables of results for the terminal.</summary>
public static class StudyTable
{
    /// <summary>Writes the rows of a record.</summary>
    /// <param name="console">Where to write.</param>
    /// <param name="rows">The rows.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<StudyRow> rows) =>
        Write(console, StudyText.Headings(rows), StudyText.Cells(rows), leftAligned: 2);

    /// <summary>Writes a table of text.</summary>
    /// <param name="console">Where to write.</param>
    /// <param name="headings">The headings.</param>
    /// <param name="rows">The cells, a row each.</param>
    /// <param name="leftAligned">How many columns, from the first on, hold words; numbers stand to the right.</param>
    public static void Write(
        IAnsiConsole console, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows, int leftAligned = 1)
    {
        Table table = new() { Border = TableBorder.Rounded };
        for (int column = 0; column < headings.Count; column++)
            table.AddColumn(new TableColumn(new Text(headings[column]))
            {
                Alignment = column < leftAligned ? Justify.Left : Justify.Right,
                NoWrap = true,
            });
        foreach (IReadOnlyList<string> row in rows)
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        console.Write(table);
    }
}
