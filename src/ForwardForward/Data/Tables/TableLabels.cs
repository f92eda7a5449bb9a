using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>What the classes of a table are called, and the class of each row.</summary>
/// <param name="cells">The column of labels.</param>
/// <param name="rows">The table, which the column belongs to.</param>
/// <param name="names">The classes in the ordinal order of their names.</param>
internal sealed class TableLabels(CellColumn cells, TableRows rows, IReadOnlyList<string> names)
{
    private readonly Dictionary<string, long> _labels = names.Index().ToDictionary(
        name => name.Item, name => (long)name.Index, StringComparer.Ordinal);

    public IReadOnlyList<string> Names => names;

    /// <summary>The classes that some rows have.</summary>
    /// <exception cref="InvalidDataException">There is one alone.</exception>
    public static TableLabels Of(CellColumn cells, TableRows rows, long[] chosen)
    {
        string[] names =
        [
            .. chosen.Select(row => cells.Categories[(int)cells[(int)row]]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        return names.Length > 1
            ? new TableLabels(cells, rows, names)
            : throw new InvalidDataException(
                $"{rows.Source}, column {Excerpt.Quote(cells.Name)}: all {chosen.Length} rows have the class "
                    + $"{Excerpt.Quote(names[0])}. Give rows of at least two classes, or name another column of labels.");
    }

    /// <summary>The class of each of some rows.</summary>
    /// <exception cref="InvalidDataException">It is none of the classes; the message says where.</exception>
    public long[] Of(long[] chosen) => [.. chosen.Select(Find)];

    /// <summary>Some rows with their classes.</summary>
    /// <exception cref="InvalidDataException">A category or a class is not known; the message says where.</exception>
    public LabelledImages Read(TableEncoding encoding, long[] chosen)
    {
        using DisposeScope scope = NewDisposeScope();
        return new LabelledImages(encoding.Encode(rows, chosen), TensorCreation.CopyOf(Of(chosen)), names.Count);
    }

    private long Find(long row)
    {
        string name = cells.Categories[(int)cells[(int)row]];
        return _labels.TryGetValue(name, out long label)
            ? label
            : throw rows.PlaceOf(row).Fault(
                cells.Name,
                $"the class {Excerpt.Quote(name)} is not known. The training part has "
                    + $"{string.Join(", ", names.Take(20))}{(names.Count > 20 ? ", …" : string.Empty)}. Correct it, or take the row out.");
    }
}
