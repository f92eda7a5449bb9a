using System.Globalization;
using System.Text;
using ForwardForward.Runtime;
using Sylvan.Data.Csv;

namespace ForwardForward.Data;

/// <summary>A CSV file, read row by row. Every problem is an <see cref="InvalidDataException"/> that names the line.</summary>
internal sealed class CsvFile : IDisposable
{
    private const int MostCharacters = 2_000_000;
    private const int MostColumns = 100_000;
    private readonly StreamReader _text;
    private readonly CsvFormat _format;
    private readonly string _path;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, int> _places;
    private CsvDataReader? _rows;
    private int _nextLine = 1;
    private bool _hasRowAhead;

    private CsvFile(Stream content, string path, CsvFormat format, CancellationToken cancellation)
    {
        _path = path;
        _format = format;
        _cancellation = cancellation;
        _text = new StreamReader(content, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        for (int line = 0; line < format.SkippedLines && SkipLine(); line++)
            _nextLine++;
        if (!MoveNext())
            throw new InvalidDataException($"{path} is empty. Give a file with a row for each example.");
        ExpectNoPreamble();
        if (_rows!.RowFieldCount > MostColumns)
            throw Place.Fault($"there are {_rows.RowFieldCount} columns, and there can be {MostColumns}.");
        Names = HasHeader ? ReadNames() : [.. Enumerable.Range(1, _rows.RowFieldCount).Select(NameOf)];
        _places = Names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        _hasRowAhead = !HasHeader;
    }

    /// <summary>What the columns are called.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Where the row stands, by its first line.</summary>
    public TablePlace Place { get; private set; }

    /// <summary>A cell of the row, without spaces around it. Good until the next row is read.</summary>
    public ReadOnlySpan<char> this[int column] => _rows!.GetFieldSpan(column).Trim();

    private bool HasHeader => _format.HasHeader ?? true;

    /// <exception cref="FileNotFoundException">It does not exist.</exception>
    /// <exception cref="InvalidDataException">It is empty, or its header is damaged or looks like a row.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, here or while rows are read.</exception>
    public static CsvFile Open(string path, CsvFormat format, CancellationToken cancellation = default)
    {
        if (format.Delimiter == format.Quote)
            throw new ArgumentException("Delimiter and quote are the same character. Give each its own.", nameof(format));
        ContentStream content = new(RegularFile.OpenToRead(path), path);
        try
        {
            return new CsvFile(content, path, format, cancellation);
        }
        catch (Exception cause)
        {
            string known = cause is InvalidDataException ? content.LooksLike() : string.Empty;
            content.Dispose();
            if (known.Length > 0)
                throw new InvalidDataException(cause.Message + known, cause);
            throw;
        }
    }

    /// <summary>Goes to the next row that is not blank.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or has other columns than the header.</exception>
    public bool Read()
    {
        if (!_hasRowAhead && !MoveNext())
            return false;
        _hasRowAhead = false;
        return _rows!.RowFieldCount == Names.Count
            ? true
            : throw Place.Fault(string.Create(
                CultureInfo.InvariantCulture,
                $"there are {_rows.RowFieldCount} cells, and the {(HasHeader ? "header" : "first row")} has {Names.Count}. "
                    + $"Correct the row, or say in {nameof(CsvFormat)} what stands between cells ({nameof(CsvFormat.Delimiter)}), how many "
                    + $"lines come before the table ({nameof(CsvFormat.SkippedLines)}), and whether it has a header "
                    + $"({nameof(CsvFormat.HasHeader)})."));
    }

    /// <summary>The place of a column.</summary>
    /// <exception cref="InvalidDataException">There is none such.</exception>
    public int Find(ColumnReference column) => column.FindIn(_places) is >= 0 and var place
        ? place
        : throw new InvalidDataException(
            $"{_path} has no column {column}. It has {Names.Count}: {Excerpt.Of(string.Join(", ", Names))}. Correct the name or the file, "
                + $"or say whether there is a header ({nameof(CsvFormat)}.{nameof(CsvFormat.HasHeader)}).");

    public void Dispose()
    {
        _rows?.Dispose();
        _text.Dispose();
    }

    private static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"column {number}");

    private string[] ReadNames()
    {
        string[] names = [.. Enumerable.Range(0, _rows!.RowFieldCount).Select(column => this[column].ToString())];
        if (_format.HasHeader is null && HeaderGuess.IsRow(names))
            throw Place.Fault(
                $"a header should stand here, but {Excerpt.Quote(string.Join(_format.Delimiter, names))} looks like a row. Set "
                    + $"{nameof(CsvFormat)}.{nameof(CsvFormat.HasHeader)} to false if it is one, to true if these are names.");
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((int column, string name) in names.Index())
        {
            if (name.Length == 0)
                throw Place.Fault(NameOf(column + 1), $"the header has no name for it. Give it one, {OrNoHeader}");
            Place.ExpectText(name, NameOf(column + 1));
            if (!seen.Add(name))
                throw Place.Fault(name, $"two columns have this name. Give each a name of its own, {OrNoHeader}");
        }
        return names;
    }

    private static string OrNoHeader =>
        $"or set {nameof(CsvFormat)}.{nameof(CsvFormat.HasHeader)} to false if the file has no header.";

    /// <summary>Goes to the next row that is not blank, whatever its columns are.</summary>
    private bool MoveNext()
    {
        do
        {
            _cancellation.ThrowIfCancellationRequested();
            Place = new TablePlace(_path, _nextLine);
            if (!TryRead())
                return false;
            _nextLine += 1 + CountLinesWithin();
        }
        while (_rows!.RowFieldCount == 1 && _rows.GetRawRecordSpan().IsWhiteSpace()); // Quotes around nothing are a missing value.
        ExpectQuotesToBeginCells();
        return true;
    }

    /// <summary>Throws for what programs write before a table, which is neither a header nor a row.</summary>
    private void ExpectNoPreamble()
    {
        ReadOnlySpan<char> line = _rows!.GetRawRecordSpan().TrimEnd("\r\n");
        if (line.StartsWith('\uFEFF'))
            throw Place.Fault("there is a byte order mark too many, which would become a part of the first name. Take it out.");
        if (line.StartsWith("sep=") && line.Length == 5)
            throw Place.Fault(
                $"this is a note that {Excerpt.Quote(line[4..])} stands between cells, and no row. Set {nameof(CsvFormat)}."
                    + $"{nameof(CsvFormat.SkippedLines)} to {_nextLine - 1}, and {nameof(CsvFormat.Delimiter)} to that character.");
    }

    /// <summary>Leaves out a line as it stands, whatever quotes it has.</summary>
    /// <returns>Whether there was one.</returns>
    private bool SkipLine()
    {
        if (_text.Peek() < 0)
            return false;
        int letter;
        do
        {
            letter = _text.Read();
        }
        while (letter is not (< 0 or '\r' or '\n'));
        if (letter == '\r' && _text.Peek() == '\n')
            _ = _text.Read();
        return true;
    }

    /// <summary>A quote behind a space is a part of the text for the reader, and hardly so for whoever wrote it.</summary>
    private void ExpectQuotesToBeginCells()
    {
        ReadOnlySpan<char> rest = _rows!.GetRawRecordSpan();
        for (int column = 0; column < _rows.RowFieldCount && rest.Contains(_format.Quote); column++)
        {
            if (!rest.StartsWith(_format.Quote) && this[column].StartsWith(_format.Quote)
                && _rows.GetFieldSpan(column) is [' ' or '\t', ..])
                throw Place.Fault($"cell {column + 1} has a space before its quote. Take it out.");
            rest = SkipCell(rest);
        }
    }

    /// <summary>What follows a cell and its delimiter in a row as it is written.</summary>
    private ReadOnlySpan<char> SkipCell(ReadOnlySpan<char> row)
    {
        while (row.StartsWith(_format.Quote)) // A quote within the text is two, and ends nothing.
            row = row[(row[1..].IndexOf(_format.Quote) + 2)..];
        return row[(row.IndexOf(_format.Delimiter) + 1)..];
    }

    private bool TryRead()
    {
        try
        {
            _rows ??= CsvDataReader.Create(_text, new CsvDataReaderOptions
            {
                HasHeaders = false,
                Delimiter = _format.Delimiter,
                Quote = _format.Quote,
                Escape = _format.Quote,
                Comment = '\uDC00', // Begins no line of a text, so none is a comment: one that begins with # is a row.
                ResultSetMode = ResultSetMode.SingleResult,
                MaxBufferSize = MostCharacters,
                OwnsReader = false,
            });
            return _rows.Read();
        }
        catch (CsvRecordTooLargeException)
        {
            throw Place.Fault(
                $"the row has more than {MostCharacters} characters. A quote may be left open, or the file is no CSV file.");
        }
        catch (CsvFormatException cause)
        {
            throw Place.Fault(
                $"the quotes are damaged. {Excerpt.OfMessage(cause)} Within a quoted cell, write a quote twice; or say which character "
                    + $"quotes ({nameof(CsvFormat)}.{nameof(CsvFormat.Quote)}).");
        }
    }

    /// <summary>How many lines end within the cells of the row.</summary>
    private int CountLinesWithin()
    {
        int lines = 0;
        for (int column = 0; column < _rows!.RowFieldCount; column++)
        {
            ReadOnlySpan<char> cell = _rows.GetFieldSpan(column);
            for (int index = cell.IndexOfAny('\r', '\n'); index >= 0; index = cell.IndexOfAny('\r', '\n'))
            {
                lines++;
                cell = cell[(index + (cell[index..].StartsWith("\r\n") ? 2 : 1))..];
            }
        }
        return lines;
    }
}
