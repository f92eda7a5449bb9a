using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Makes a dataset of a table with labels.</summary>
/// <param name="options">How the table is read and divided.</param>
internal sealed class TableLearning(TableOptions options)
{
    private const string IfMissing =
        $"Fill it in, or set {nameof(TableOptions)}.{nameof(TableOptions.MissingValues)} to {nameof(MissingValues.Mean)} or "
        + $"{nameof(MissingValues.Drop)}.";

    private const string IfLabelIsMissing =
        $"It is the class of the row, which no mean stands for: fill it in, or set {nameof(TableOptions)}."
        + $"{nameof(TableOptions.MissingValues)} to {nameof(MissingValues.Drop)}.";

    private bool Drops => options.MissingValues == MissingValues.Drop;

    public TableDataset Read(string path, string? testPath, ColumnReference labelColumn)
    {
        TableRows rows = ReadRows(path, labelColumn);
        CellColumn labels = rows.Columns[^1];
        long[] whole = KeptOf(rows);
        var classes = TableLabels.Of(labels, rows, whole);
        TableSplit split = TableSplit.Of(
            classes.Of(whole), classes.Names, whole, options, testPath is null, $"{path}, column {Excerpt.Quote(labels.Name)}");
        TableEncoding encoding = new(
            [.. rows.Columns.SkipLast(1).Select(
                column => TableColumn.Measure(column, split.Train, options.MissingValues == MissingValues.Mean, path))],
            [.. options.MissingTexts], options.AllowsUnknownCategories);
        ImageDataset dataset = ImageDataset.Own(
            classes.Read(encoding, split.Train),
            train => ImageDataset.Own(
                testPath is null ? classes.Read(encoding, split.Test) : ReadTest(testPath, labels.Name, encoding, classes.Names),
                test => new ImageDataset(
                    NameOf(path), train, test, split.Validation is [] ? null : classes.Read(encoding, split.Validation), classes.Names)));
        return new TableDataset(options.Standardises ? Standardise(dataset, encoding, path) : dataset, encoding);
    }

    /// <summary>Reads all columns that are not left out, the one of the labels last.</summary>
    private TableRows ReadRows(string path, ColumnReference labelColumn)
    {
        using CsvFile file = CsvFile.Open(path, options.Format, options.Cancellation);
        int label = file.Find(labelColumn);
        HashSet<int> ignored = [.. options.Ignored.Select(file.Find)], categorical = [.. options.Categorical.Select(file.Find)];
        int[] features = [.. Enumerable.Range(0, file.Names.Count).Where(column => column != label && !ignored.Contains(column))];
        if (features.Length == 0)
            throw new InvalidDataException($"{path} has no column besides the labels to learn from.");
        return TableRows.Read(
            file,
            [
                .. features.Select(column => Cells(
                    file.Names[column], categorical.Contains(column) ? ColumnKind.Category : ColumnKind.Found,
                    options.MissingValues == MissingValues.Refuse ? IfMissing : null)),
                Labels(file.Names[label]),
            ]);
    }

    private LabelledImages ReadTest(string path, string labelColumn, TableEncoding encoding, IReadOnlyList<string> classes)
    {
        using CsvFile file = CsvFile.Open(path, options.Format, options.Cancellation);
        CellColumn labels = Labels(labelColumn);
        TableRows rows = TableRows.Read(file, [.. encoding.CreateCells(mayMiss: Drops), labels]);
        return new TableLabels(labels, rows, classes).Read(encoding, KeptOf(rows));
    }

    private CellColumn Labels(string name) => Cells(name, ColumnKind.Category, Drops ? null : IfLabelIsMissing);

    private CellColumn Cells(string name, ColumnKind kind, string? ifMissing) =>
        new(name, kind, options.MissingTexts) { IfNoneMayBeMissing = ifMissing };

    private long[] KeptOf(TableRows rows)
    {
        long[] kept = Drops ? rows.FindWhole() : [.. Enumerable.Range(0, rows.Count).Select(row => (long)row)];
        return kept.Length > 0
            ? kept
            : throw new InvalidDataException(
                $"{rows.Source}: a value is missing in each of the {rows.Count} rows, so none is left. Leave columns out "
                    + $"({nameof(TableOptions)}.{nameof(TableOptions.Ignored)}), or fill values in.");
    }

    /// <summary>Measures numbers, and leaves categories as they are.</summary>
    private static ImageDataset Standardise(ImageDataset dataset, TableEncoding encoding, string path)
    {
        using (dataset)
        {
            (double[] means, double[] deviations) = PixelMoments.Measure(dataset.Train, StandardisationScope.Feature);
            int feature = 0;
            foreach (TableColumn column in encoding.Columns)
            {
                if (column.IsNumeric && deviations[feature] != 0 && !Standardisation.CanDivide(deviations[feature]))
                    throw new InvalidDataException(
                        $"{path}, column {Excerpt.Quote(column.Name)}: its deviation is {deviations[feature]}, by which nothing can be "
                            + "divided in float32. Write the column in another unit.");
                if (!column.IsNumeric)
                    for (int index = feature; index < feature + column.Features; index++)
                        (means[index], deviations[index]) = (0, 1);
                feature += column.Features;
            }
            return dataset.Standardise(
                new Standardisation([.. means], [.. deviations.Select(deviation => deviation == 0 ? 1 : deviation)]));
        }
    }

    /// <summary>What a dataset of a file is called.</summary>
    internal static string NameOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            name = name[..^".csv".Length];
        return name.Length > 0 ? name : Path.GetFileName(path); // Of a file called ".csv".
    }
}
