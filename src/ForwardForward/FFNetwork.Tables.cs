using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>Raw rows of the table that the network learned from.</content>
public sealed partial class FFNetwork
{
    private TableEncoding Table => Definition.Table ?? throw new InvalidOperationException(
        "The network did not learn from a table, and cannot read rows of one. Build it WithDataset(table), or give Predict a tensor.");

    /// <summary>Reads a CSV file, and names the class of each row.</summary>
    /// <param name="path">
    /// The file, plain or gzipped, with the columns that the network learned from, in any order. Others, such as the label, are not read.
    /// </param>
    /// <param name="format">How the file is written; null for a header, commas and double quotes.</param>
    /// <returns>A name for each row, as <see cref="NameOf"/> has it.</returns>
    /// <remarks>
    /// <see cref="TableEncoding.Read"/> of <c>Definition.Table</c> gives such rows as a tensor, which <see cref="PredictProbabilities"/>
    /// takes.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The network did not learn from a table.</exception>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or has no row; it lacks a column; a number is none; a category is not known; or a value is missing that may not
    /// be. The message names file, line and column, and says what to do.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// A number is too large for float32 to square, once scaled; the message names row and column, rows counted from 0.
    /// </exception>
    public IReadOnlyList<string> PredictTable(string path, CsvFormat? format = null)
    {
        using Tensor rows = Table.Read(path, format);
        return PredictNames(rows);
    }

    /// <summary>Names the class of one row.</summary>
    /// <param name="row">A text for each column by its name, empty where the value is missing. Other names are not read.</param>
    /// <returns>The name, as <see cref="NameOf"/> has it.</returns>
    /// <exception cref="InvalidOperationException">The network did not learn from a table.</exception>
    /// <exception cref="ArgumentException">
    /// The row lacks a column; a number is none, or too large for float32 to square; a category is not known; or a value is missing that
    /// may not be. The message names the
    /// column, and says what to do.
    /// </exception>
    public string PredictRow(IReadOnlyDictionary<string, string> row)
    {
        ArgumentNullException.ThrowIfNull(row);
        using Tensor vector = Table.Encode(row);
        return PredictNames(vector)[0];
    }
}
