using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>How a CSV file is written. The default is that of RFC 4180: a header, commas, quotes where a cell needs them.</summary>
/// <remarks>
/// Files are UTF-8, or UTF-16 with a byte order mark, plain or gzipped. Blank lines and spaces around a cell are ignored. Immutable. A
/// value out of its range is refused where it is set, with an <see cref="ArgumentException"/>.
/// </remarks>
public sealed record CsvFormat
{
    /// <summary>
    /// Whether the first line names the columns. Without a header they are called <c>column 1</c>, <c>column 2</c>, …. Null means a header
    /// too, but a header that looks like a row is refused. In such a row all cells, or all but one, are numbers, and they are not whole
    /// numbers that rise from each to the next.
    /// </summary>
    /// <value>The default is null.</value>
    public bool? HasHeader { get; init; }

    /// <summary>
    /// How many lines before the header, or before the first row, are left out as they stand, whatever quotes they have; 0 or more.
    /// </summary>
    /// <value>The default is 0.</value>
    public int SkippedLines { get; init => field = Require.AtLeast(0, value, nameof(SkippedLines)); }

    /// <summary>What stands between two cells: a tab or a sign, no letter, digit or quote.</summary>
    /// <value>The default is a comma.</value>
    public char Delimiter { get; init => field = Sign(value, nameof(Delimiter)); } = ',';

    /// <summary>
    /// What stands around a cell that holds delimiters, lines or quotes; within it, it is written twice. A sign, and not the delimiter.
    /// </summary>
    /// <value>The default is the double quote.</value>
    public char Quote { get; init => field = Sign(value, nameof(Quote)); } = '"';

    private static char Sign(char value, string name) =>
        (char.IsControl(value) && value != '\t') || char.IsLetterOrDigit(value) || char.IsSurrogate(value)
            || value is '.' or '+' or '-' or > '\u007F'
            ? throw new ArgumentException(
                $"{name} must be a sign such as a comma, a semicolon or a tab, but is U+{(int)value:X4}.", name)
            : value;
}
