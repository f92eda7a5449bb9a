using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>
/// How rows of a table become vectors: the columns by name, which of them hold numbers, the categories of the others, and what a missing
/// value becomes.
/// </summary>
/// <remarks>
/// <see cref="TableDataset"/> measures it on its training part, <c>FFNetworkBuilder.WithDataset</c> hands it on, and a network keeps it in
/// its file, so that a loaded network takes raw rows. Columns are found by their names, in whatever order; what else a file holds, such as
/// the label, is not read. Vectors are not scaled here: networks scale what they are given. Immutable.
/// </remarks>
public sealed class TableEncoding
{
    /// <summary>Joins the descriptions of columns.</summary>
    /// <param name="columns">The columns, in the order of their numbers in a vector: at least one, no two of the same name.</param>
    /// <param name="missingTexts">Texts that stand for a missing value, besides an empty cell.</param>
    /// <param name="allowsUnknownCategories">
    /// Whether a category that a column does not list is taken for none of those it lists, all zeros; otherwise it is refused.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There is no column, one is null, two have the same name, or they have more numbers than a vector can.
    /// </exception>
    [JsonConstructor]
    public TableEncoding(ImmutableArray<TableColumn> columns, ImmutableArray<string> missingTexts, bool allowsUnknownCategories)
    {
        Columns = Require.NotEmpty(columns, nameof(columns));
        MissingTexts = missingTexts.IsDefault ? [] : missingTexts;
        AllowsUnknownCategories = allowsUnknownCategories;
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (TableColumn? column in columns)
        {
            if (column is null)
                throw new ArgumentException("A column is null. Describe each.", nameof(columns));
            if (!names.Add(column.Name))
                throw new ArgumentException(
                    $"Two columns are called {Excerpt.Quote(column.Name)}. Give each a name of its own.", nameof(columns));
        }
        if (MissingTexts.Any(text => text is null))
            throw new ArgumentException("A text that stands for a missing value is null.", nameof(missingTexts));
        long features = columns.Sum(column => (long)column.Features);
        Features = features <= Array.MaxLength
            ? (int)features
            : throw new ArgumentException($"The columns become {features} numbers, more than a vector can have.", nameof(columns));
    }

    /// <summary>The columns, in the order of their numbers in a vector.</summary>
    public ImmutableArray<TableColumn> Columns { get; }

    /// <summary>Texts that stand for a missing value, besides an empty cell.</summary>
    public ImmutableArray<string> MissingTexts { get; }

    /// <summary>Whether a category that a column does not list becomes all zeros; otherwise it is refused.</summary>
    public bool AllowsUnknownCategories { get; }

    /// <summary>How many numbers a row becomes.</summary>
    [JsonIgnore]
    public int Features { get; }

    /// <summary>Reads the rows of a CSV file, with or without labels in it.</summary>
    /// <param name="path">The file, plain or gzipped.</param>
    /// <param name="format">How it is written; null for a header, commas and double quotes.</param>
    /// <returns>A vector for each row, <c>[n, features]</c>, float32, not scaled. To be disposed by the caller.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or has no row; it lacks a column; a number is none; a category is not known; or a value is missing that may not
    /// be. The message names file, line and column, and says what to do.
    /// </exception>
    public Tensor Read(string path, CsvFormat? format = null)
    {
        using CsvFile file = CsvFile.Open(path, format ?? new CsvFormat());
        TableRows rows = TableRows.Read(file, CreateCells());
        return Encode(rows, [.. Enumerable.Range(0, rows.Count).Select(row => (long)row)]);
    }

    /// <summary>Makes vectors of rows that are given as texts.</summary>
    /// <param name="rows">
    /// A text for each column by its name, empty where the value is missing; at least one row. Other names are not read.
    /// </param>
    /// <returns>A vector for each row, <c>[n, features]</c>, float32, not scaled. To be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">
    /// There is no row; one lacks a column; a number is none; a category is not known; or a value is missing that may not be. The message
    /// names the column, and says what to do.
    /// </exception>
    public Tensor Encode(params IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0 || rows.Any(row => row is null))
            throw new ArgumentException("There is no row, or one is null. Give at least one, and none that is null.", nameof(rows));
        try
        {
            return Encode(TableRows.Of(rows, CreateCells()), [.. Enumerable.Range(0, rows.Count).Select(row => (long)row)]);
        }
        catch (InvalidDataException cause)
        {
            throw new ArgumentException(cause.Message, nameof(rows), cause);
        }
    }

    /// <summary>Columns to read what this encodes, with nothing in them yet.</summary>
    internal CellColumn[] CreateCells(bool mayMiss = false) =>
    [
        .. Columns.Select(column => new CellColumn(
            column.Name, column.IsNumeric ? ColumnKind.Number : ColumnKind.Category, MissingTexts)
        {
            IfNoneMayBeMissing = mayMiss || !column.Fill.IsEmpty
                ? null
                : $"Give it: the table was learned without {nameof(MissingValues)}.{nameof(MissingValues.Mean)}.",
        }),
    ];

    /// <summary>Makes vectors of some rows, <c>[n, features]</c>, whose first columns are those of this encoding.</summary>
    /// <exception cref="InvalidDataException">A category is not known.</exception>
    internal Tensor Encode(TableRows rows, IReadOnlyList<long> chosen)
    {
        long count = (long)chosen.Count * Features;
        if (count > Array.MaxLength)
            throw new InvalidDataException(
                $"{rows.Source}: {chosen.Count} rows of {Features} numbers are more than {Array.MaxLength}. Give fewer rows at a time.");
        float[] numbers = new float[count];
        int first = 0;
        foreach ((TableColumn column, CellColumn cells) in Columns.Zip(rows.Columns))
        {
            int[] known = [.. cells.Categories.Select(category => column.Categories.IndexOf(category, StringComparer.Ordinal))];
            for (int index = 0; index < chosen.Count; index++)
                Write(column, cells, known, rows.PlaceOf(chosen[index]), (int)chosen[index],
                    numbers.AsSpan((index * Features) + first, column.Features));
            first += column.Features;
        }
        TorchRuntime.EnsureLoaded();
        using Tensor flat = TensorCreation.CopyOf(numbers);
        return flat.view(chosen.Count, Features);
    }

    private void Write(TableColumn column, CellColumn cells, int[] known, TablePlace place, int row, Span<float> numbers)
    {
        float value = cells[row];
        if (float.IsNaN(value))
            for (int index = 0; index < numbers.Length; index++)
                numbers[index] = (float)column.Fill[index];
        else if (column.IsNumeric)
            numbers[0] = value;
        else if (known[(int)value] >= 0)
            numbers[known[(int)value]] = 1;
        else if (!AllowsUnknownCategories)
            throw place.Fault(
                column.Name,
                $"the category {Excerpt.Quote(cells.Categories[(int)value])} is not known. The training part has "
                    + $"{Excerpt.Of(string.Join(", ", column.Categories))}. Correct it, or learn with "
                    + $"{nameof(TableOptions)}.{nameof(TableOptions.AllowsUnknownCategories)}; a column of identifiers leave out "
                    + $"({nameof(TableOptions.Ignored)}).");
    }
}
