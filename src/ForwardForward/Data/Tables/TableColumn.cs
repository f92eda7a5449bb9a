using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>How one column of a table becomes numbers: a number stays one, a category becomes a 1 among zeros.</summary>
/// <remarks>Immutable.</remarks>
public sealed class TableColumn
{
    internal const int MostCategories = 1_000;

    // Of the size of its numbers, what a column must differ by: float32 has about thirty numbers there.
    private const float LeastSpread = 4e-6f;

    /// <summary>Creates the description of a column, as <see cref="TableDataset"/> measures it.</summary>
    /// <param name="name">What the column is called; not empty.</param>
    /// <param name="categories">Its categories, different texts, 1,000 at most; none for a column of numbers.</param>
    /// <param name="fill">
    /// What a missing value becomes: a finite number of float32, or one for each category; none where a missing value is refused.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The name is empty, two categories are the same or one is empty, there are too many, or <paramref name="fill"/> has another length or
    /// a number out of its range.
    /// </exception>
    [JsonConstructor]
    public TableColumn(string name, ImmutableArray<string> categories, ImmutableArray<double> fill)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = name;
        Categories = categories.IsDefault ? [] : categories;
        Fill = fill.IsDefault ? [] : fill;
        if (Categories.Length > MostCategories)
            throw Refuse($"has {Categories.Length} categories, and there can be {MostCategories}", nameof(categories));
        if (Categories.Any(string.IsNullOrWhiteSpace) || Categories.Distinct(StringComparer.Ordinal).Count() < Categories.Length)
            throw Refuse("has a category that is empty, or one twice. Give each a text of its own", nameof(categories));
        if (!Fill.IsEmpty && Fill.Length != Features)
            throw Refuse($"has {Fill.Length} numbers for a missing value. Give {Features}, or none", nameof(fill));
        if (Fill.Any(number => !float.IsFinite((float)number)))
            throw Refuse("has a number for a missing value that is not a finite number of float32", nameof(fill));
    }

    /// <summary>What the column is called.</summary>
    public string Name { get; }

    /// <summary>Its categories, in the order of the numbers that stand for them; none for a column of numbers.</summary>
    public ImmutableArray<string> Categories { get; }

    /// <summary>What a missing value becomes, <see cref="Features"/> numbers; none where a missing value is refused.</summary>
    public ImmutableArray<double> Fill { get; }

    /// <summary>How many numbers it becomes: 1, or one for each category.</summary>
    [JsonIgnore]
    public int Features => Math.Max(1, Categories.Length);

    /// <summary>Whether it holds numbers, and no categories.</summary>
    [JsonIgnore]
    public bool IsNumeric => Categories.IsEmpty;

    /// <summary>Measures a column on some of its rows.</summary>
    /// <exception cref="InvalidDataException">None of them has a value, or float32 cannot tell them apart.</exception>
    internal static TableColumn Measure(CellColumn cells, IReadOnlyList<long> rows, bool fills, string source)
    {
        float[] present = [.. rows.Select(row => cells[(int)row]).Where(number => !float.IsNaN(number))];
        if (present.Length == 0)
            throw new InvalidDataException(
                $"{source}, column {Excerpt.Quote(cells.Name)}: the training part has no value in it. Leave the column out "
                    + $"({nameof(TableOptions)}.{nameof(TableOptions.Ignored)}).");
        if (cells.LosesNumbers && present.Max() - present.Min() < LeastSpread * present.Max(float.Abs))
            throw new InvalidDataException(
                $"{source}, column {Excerpt.Quote(cells.Name)}: its numbers differ by so little, beside their size, that many become the "
                    + "same in float32. Subtract one of them from all, or leave the column out "
                    + $"({nameof(TableOptions)}.{nameof(TableOptions.Ignored)}).");
        if (cells.Kind == ColumnKind.Number)
            return new TableColumn(cells.Name, [], fills ? [present.Average(number => (double)number)] : []);
        (string Category, int Count)[] counts =
        [
            .. present.CountBy(number => cells.Categories[(int)number])
                .Select(count => (count.Key, count.Value)).OrderBy(count => count.Key, StringComparer.Ordinal),
        ];
        return new TableColumn(
            cells.Name, [.. counts.Select(count => count.Category)],
            fills ? [.. counts.Select(count => (double)count.Count / present.Length)] : []);
    }

    private ArgumentException Refuse(string problem, string parameter) =>
        new($"The column {Excerpt.Quote(Name)} {problem}.", parameter);
}
