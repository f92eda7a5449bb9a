using System.Globalization;
using System.Text.RegularExpressions;
using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>The cells of one column as they were read: numbers, or categories by the order in which they came up.</summary>
/// <param name="name">What it is called.</param>
/// <param name="kind">What its cells are.</param>
/// <param name="missingTexts">What stands for a missing value, besides an empty cell.</param>
internal sealed partial class CellColumn(string name, ColumnKind kind, IReadOnlyList<string> missingTexts)
{
    private const string IfMissing =
        $"name it in {nameof(TableOptions)}.{nameof(TableOptions.MissingTexts)} if it stands for a missing value";
    private readonly List<float> _values = []; // NaN for what is missing.
    private readonly List<string> _categories = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly bool _isFound = kind == ColumnKind.Found;
    private TablePlace _foundAt;
    private double? _first;

    public string Name => name;

    public ColumnKind Kind { get; private set; } = kind;

    /// <summary>How to end the sentence about a missing value; null where one may be missing.</summary>
    public string? IfNoneMayBeMissing { get; init; }

    /// <summary>Whether another number than the first became the same one in float32.</summary>
    public bool LosesNumbers { get; private set; }

    /// <summary>The categories of the cells, by the numbers that stand for them.</summary>
    public IReadOnlyList<string> Categories => _categories;

    /// <summary>The number of a row, or that of its category; NaN where it is missing.</summary>
    public float this[int row] => _values[row];

    /// <exception cref="InvalidDataException">It is missing and may not be, or is not what the column holds.</exception>
    public void Add(ReadOnlySpan<char> cell, TablePlace place)
    {
        if (IsMissing(cell))
            _values.Add(IfNoneMayBeMissing is null ? float.NaN : throw place.Fault(name, $"the value is missing. {IfNoneMayBeMissing}"));
        else if (!_isFound)
            _values.Add(Kind == ColumnKind.Category ? CategoryOf(cell, place) : NumberOf(cell, place) ?? throw NoNumber(cell, place));
        else
            AddFound(cell, place);
    }

    private void AddFound(ReadOnlySpan<char> cell, TablePlace place)
    {
        float? number = NumberOf(cell, place);
        ColumnKind found = number is null ? ColumnKind.Category : ColumnKind.Number;
        if (Kind == ColumnKind.Found)
            (Kind, _foundAt) = (found, place);
        if (Kind != found)
            throw place.Fault(
                name,
                $"{Excerpt.Quote(cell)} is {(number is null ? "no" : "a")} number, unlike what stands in line {_foundAt.Line}. Correct "
                    + $"it; {IfMissing}; or name the column in {nameof(TableOptions)}.{nameof(TableOptions.Categorical)} if it holds "
                    + "categories.");
        _values.Add(number ?? CategoryOf(cell, place));
    }

    private bool IsMissing(ReadOnlySpan<char> cell)
    {
        if (cell.IsEmpty)
            return true;
        foreach (string text in missingTexts)
            if (cell.SequenceEqual(text))
                return true;
        return false;
    }

    private float CategoryOf(ReadOnlySpan<char> cell, TablePlace place)
    {
        if (_numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(cell, out int known))
            return known;
        place.ExpectText(cell, name);
        if (_categories.Count == TableColumn.MostCategories)
            throw place.Fault(
                name,
                $"there are more than {TableColumn.MostCategories} different texts, too many for categories. Leave the column out "
                    + $"({nameof(TableOptions)}.{nameof(TableOptions.Ignored)}), or join categories.");
        _numbers.Add(cell.ToString(), _categories.Count);
        _categories.Add(cell.ToString());
        return _categories.Count - 1;
    }

    /// <summary>The number that a cell holds, or null for a text.</summary>
    private float? NumberOf(ReadOnlySpan<char> cell, TablePlace place)
    {
        if (cell.EndsWith('\0')) // Which .NET would read over.
            return null;
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || IsNotFinite(cell))
            return Round(number, cell, place);
        if (MarkedNumber().IsMatch(cell))
            throw place.Fault(
                name,
                $"{Excerpt.Quote(cell)} is a number with a comma for a point, or with signs between its thousands. Write numbers with a "
                    + "point and without such signs, or name the column in "
                    + $"{nameof(TableOptions)}.{nameof(TableOptions.Categorical)} if it holds categories.");
        return null;
    }

    private float Round(double number, ReadOnlySpan<char> cell, TablePlace place)
    {
        float rounded = (float)number;
        if (!float.IsFinite(rounded) || IsNotFinite(cell))
            throw place.Fault(
                name, $"{Excerpt.Quote(cell)} is not a finite number of float32, of 3.4e38 at most. Correct it, or {IfMissing}.");
        if (rounded == 0 && !IsZero(cell))
            throw place.Fault(
                name,
                $"{Excerpt.Quote(cell)} is so small that it is 0 in float32, which holds nothing below 1e-45. Write the column in another "
                    + $"unit, or write 0; or {IfMissing}.");
        _first ??= number;
        LosesNumbers |= number != _first && rounded == (float)_first;
        return rounded;
    }

    /// <summary>Whether a number has no digit but 0 before its exponent.</summary>
    private static bool IsZero(ReadOnlySpan<char> cell)
    {
        int exponent = cell.IndexOfAny('e', 'E');
        return !(exponent < 0 ? cell : cell[..exponent]).ContainsAnyInRange('1', '9');
    }

    /// <summary>
    /// A decimal comma, or groups of three digits that all have one sign between them, and perhaps another before what is less than 1.
    /// Taken for texts, such numbers would silently become hundreds of categories.
    /// </summary>
    [GeneratedRegex(
        @"\A[+-]?(\d*,\d+|\d+,|\d{1,3}(?<mark>[.,' \u00A0\u2009\u202F\u2019])\d{3}(\k<mark>\d{3})*(?!\k<mark>)([.,]\d*)?)([eE][+-]?\d+)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MarkedNumber();

    private static bool IsNotFinite(ReadOnlySpan<char> cell) =>
        cell.TrimStart("+-").Equals("inf", StringComparison.OrdinalIgnoreCase)
        || cell.TrimStart("+-").Equals("nan", StringComparison.OrdinalIgnoreCase);

    private InvalidDataException NoNumber(ReadOnlySpan<char> cell, TablePlace place) =>
        place.Fault(name, $"{Excerpt.Quote(cell)} is no number, and the training part has numbers there. Correct it.");
}
