using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>What <see cref="TableDataset.FromCsv"/> makes of a table.</summary>
/// <remarks>Immutable. A value out of its range is refused where it is set, with an <see cref="ArgumentException"/>.</remarks>
public sealed class TableOptions
{
    /// <summary>How the file is written.</summary>
    /// <value>The default is <c>new CsvFormat()</c>: a header, commas and double quotes.</value>
    public CsvFormat Format { get; init => field = Require.NotNull(value); } = new();

    /// <summary>
    /// Columns of numbers that stand for categories, such as codes of countries. Columns of texts are found to be such by themselves.
    /// </summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ColumnReference> Categorical { get; init => field = Require.NotNull(value); } = [];

    /// <summary>Columns that are left out, such as names and running numbers.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<ColumnReference> Ignored { get; init => field = Require.NotNull(value); } = [];

    /// <summary>What becomes of rows in which a value is missing.</summary>
    /// <value>The default is <see cref="MissingValues.Refuse"/>.</value>
    public MissingValues MissingValues { get; init => field = Require.Member(value, nameof(MissingValues)); }

    /// <summary>Texts that stand for a missing value, such as <c>NA</c> or <c>?</c>. An empty cell always does.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<string> MissingTexts { get; init => field = Require.NotNull(value); } = [];

    /// <summary>
    /// Whether a category that the training part does not have is taken for none of those it has. Otherwise it is an error that names its
    /// line and its column.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AllowsUnknownCategories { get; init; }

    /// <summary>
    /// Whether networks see numbers with mean 0 and deviation 1, measured on the training part. Categories stay 0 and 1.
    /// </summary>
    /// <value>The default is true.</value>
    public bool Standardises { get; init; } = true;

    /// <summary>
    /// Which part of the rows is for testing, above 0 and below 1, where there is no file of test rows. Every class keeps its share, and
    /// has one row at least in each part.
    /// </summary>
    /// <value>The default is 0.2.</value>
    public double TestFraction { get; init => field = Require.ProperFraction(value, nameof(TestFraction)); } = 0.2;

    /// <summary>
    /// Which part of the training rows becomes the validation part, at least 0 and below 1; 0 for none. What is measured on the training
    /// part is measured without it.
    /// </summary>
    /// <value>The default is 0.</value>
    public double ValidationFraction { get; init => field = Require.BelowOne(value, nameof(ValidationFraction)); }

    /// <summary>Any number, which decides what rows are for testing and for validation.</summary>
    /// <value>The default is 0.</value>
    public long Seed { get; init; }

    /// <summary>Stops the reading, with an <see cref="OperationCanceledException"/>.</summary>
    /// <value>The default never stops it.</value>
    public CancellationToken Cancellation { get; init; }
}
