namespace ForwardForward.Data;

/// <summary>A table whose rows have classes, as vectors: a training part, a test part and, if you ask for it, a validation part.</summary>
/// <remarks>
/// A column of numbers becomes one number of the vector. A column of categories becomes one number for each category, of which one is 1
/// and the others are 0. Columns of texts have categories, and so have those that <see cref="TableOptions.Categorical"/> names. Means,
/// deviations, categories and everything else are measured on the training part. The parts are labelled images of 1×1×features, and you
/// can use them wherever images are used. A dataset owns its parts and disposes them.
/// </remarks>
public sealed class TableDataset : IDisposable
{
    internal TableDataset(ImageDataset images, TableEncoding encoding) => (Images, Encoding) = (images, encoding);

    /// <summary>The parts as a dataset of images of 1×1×features, for what takes one. Owned by this dataset: do not dispose it.</summary>
    public ImageDataset Images { get; }

    /// <summary>How rows became vectors, measured on the training part.</summary>
    public TableEncoding Encoding { get; }

    /// <summary>What tables and messages call the dataset: the name of its file.</summary>
    public string Name => Images.Name;

    /// <summary>How many numbers a vector has.</summary>
    public int Features => Encoding.Features;

    /// <summary>Number of classes.</summary>
    public int Classes => Images.Classes;

    /// <summary>What the classes are called: the texts of the label column, in their ordinal order, which is that of the labels.</summary>
    public IReadOnlyList<string> ClassNames => Images.ClassNames!;

    /// <summary>The training part.</summary>
    public LabelledImages Train => Images.Train;

    /// <summary>The test part: for the last measurement, never for a choice.</summary>
    public LabelledImages Test => Images.Test;

    /// <summary>
    /// The part of the training rows to make choices with, or null. <value>Default: null; <see cref="TableOptions.ValidationFraction"/>
    /// says how large it is.</value>
    /// </summary>
    public LabelledImages? Validation => Images.Validation;

    /// <summary>The dataset in one line.</summary>
    /// <returns>Such as "iris: 120 training and 30 test rows of 4 features in 3 classes".</returns>
    public override string ToString() => Images.Describe(FormattableString.Invariant($"rows of {Features} features"));

    /// <summary>Reads a CSV file, and sets rows of every class aside for testing.</summary>
    /// <param name="path">The file, plain or gzipped.</param>
    /// <param name="labelColumn">The column of the classes: its name, its place from 0, or its place from the end, as <c>^1</c>.</param>
    /// <param name="options">How the file is written, read and divided; null for the defaults.</param>
    /// <returns>The dataset, called as the file is, to be disposed by the caller.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is damaged or empty, or has a row in place of its header. A column is missing, a cell does not fit its column, or float32
    /// cannot tell the numbers of a column apart. A value is missing that must not be. Or there is only one class, or a class with fewer
    /// rows than there are parts. The message names file, line and column, and says what to do.
    /// </exception>
    /// <exception cref="OperationCanceledException"><see cref="TableOptions.Cancellation"/> was cancelled.</exception>
    public static TableDataset FromCsv(string path, ColumnReference labelColumn, TableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new TableLearning(options ?? new TableOptions()).Read(path, testPath: null, labelColumn);
    }

    /// <summary>Reads two CSV files, one to learn from and one to test on.</summary>
    /// <param name="trainPath">The file of the training rows, plain or gzipped; it gives the dataset its name.</param>
    /// <param name="testPath">The file of the test rows. It has the same columns, found by their names, and no other classes.</param>
    /// <param name="labelColumn">
    /// The column of the classes in the training file, as for one file; in the test file it has the same name.
    /// </param>
    /// <param name="options">How the files are written, read and divided; null for the defaults.</param>
    /// <returns>The dataset, to be disposed by the caller.</returns>
    /// <exception cref="FileNotFoundException">A file does not exist.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">As for one file; or the test file has a class that the training file has not.</exception>
    /// <exception cref="OperationCanceledException"><see cref="TableOptions.Cancellation"/> was cancelled.</exception>
    public static TableDataset FromCsvFiles(
        string trainPath, string testPath, ColumnReference labelColumn, TableOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(trainPath);
        ArgumentException.ThrowIfNullOrEmpty(testPath);
        return new TableLearning(options ?? new TableOptions()).Read(trainPath, testPath, labelColumn);
    }

    /// <summary>Disposes all parts.</summary>
    public void Dispose() => Images.Dispose();
}
