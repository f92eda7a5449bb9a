namespace ForwardForward.Data;

/// <summary>Rows of a table as they were read, column by column.</summary>
/// <param name="source">What messages call the table.</param>
/// <param name="columns">Its columns, which fill up as rows are added.</param>
internal sealed class TableRows(string source, IReadOnlyList<CellColumn> columns)
{
    private readonly List<TablePlace> _places = [];

    public string Source => source;

    public IReadOnlyList<CellColumn> Columns => columns;

    public int Count => _places.Count;

    /// <summary>Reads the columns, found by their names, to the end of a file.</summary>
    /// <exception cref="InvalidDataException">A column is not there, a cell is not what its column holds, or there is no row.</exception>
    public static TableRows Read(CsvFile file, IReadOnlyList<CellColumn> columns)
    {
        TableRows rows = new(file.Place.Source, columns);
        int[] places = [.. columns.Select(column => file.Find(column.Name))];
        while (file.Read())
        {
            for (int column = 0; column < places.Length; column++)
                columns[column].Add(file[places[column]], file.Place);
            rows._places.Add(file.Place);
        }
        return rows.Count > 0
            ? rows
            : throw new InvalidDataException($"{rows.Source} has a header and no row. Give a file with a row for each example.");
    }

    /// <summary>Takes over the columns, found by their names, of rows that are in no file.</summary>
    /// <exception cref="InvalidDataException">A column is not there, or a cell is not what its column holds.</exception>
    public static TableRows Of(IReadOnlyList<IReadOnlyDictionary<string, string>> given, IReadOnlyList<CellColumn> columns)
    {
        TableRows rows = new("The rows", columns);
        foreach ((int index, IReadOnlyDictionary<string, string> row) in given.Index())
        {
            TablePlace place = new(given.Count == 1 ? "The row" : $"Row {index}", Line: 0);
            foreach (CellColumn column in columns)
                column.Add(
                    row.TryGetValue(column.Name, out string? cell)
                        ? cell.AsSpan().Trim()
                        : throw place.Fault(column.Name, "it is not there. Give the row a text for it, empty where the value is missing."),
                    place);
            rows._places.Add(place);
        }
        return rows;
    }

    /// <summary>Where a row stands.</summary>
    public TablePlace PlaceOf(long row) => _places[(int)row];

    /// <summary>The rows in which nothing is missing.</summary>
    public long[] FindWhole() =>
        [.. Enumerable.Range(0, Count).Where(row => columns.All(column => !float.IsNaN(column[row]))).Select(row => (long)row)];
}
