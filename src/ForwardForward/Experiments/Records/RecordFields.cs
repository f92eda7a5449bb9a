using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ForwardForward.Experiments;

/// <summary>The properties of one JSON object of a record. Each is read as what it must be, or refused with its place.</summary>
internal sealed class RecordFields
{
    private const int LongestQuote = 60;

    // What a computed number may be off by: another program adds in another order, and a deviation near 0 is rounding alone.
    private const double Tolerance = 1e-9;
    private const double Rounding = 1e-14;

    private static readonly string[] TimeFormats =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", .. Enumerable.Range(1, 7).Select(digits => $"yyyy-MM-dd'T'HH:mm:ss.{new string('f', digits)}'Z'")];

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly string _source;
    private readonly string? _place;

    /// <summary>Takes an object that has all of some properties and no others.</summary>
    public RecordFields(JsonElement element, string source, string? place, string[] required, string[]? optional = null)
    {
        _source = source;
        _place = place;
        string whole = place ?? "record";
        if (element.ValueKind != JsonValueKind.Object)
            throw RefuseAt(whole, "an object", Describe(element));
        string[] known = [.. required, .. optional ?? []];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.Ordinal))
                throw RefuseAt(whole, $"no properties but {string.Join(", ", known)}", $"'{Quote(property.Name)}'");
            _fields.Add(property.Name, property.Value);
        }
        if (Array.Find(required, name => !_fields.ContainsKey(name)) is { } missing)
            throw RefuseAt(whole, $"a property '{missing}'", "none");
    }

    /// <summary>A property that need not be there.</summary>
    public JsonElement? Find(string name) => _fields.TryGetValue(name, out JsonElement element) ? element : null;

    /// <summary>Text with at least one character that is not space.</summary>
    public string Text(string name)
    {
        string? text = _fields[name].ValueKind == JsonValueKind.String ? ReadText(_fields[name], Place(name)) : null;
        return !string.IsNullOrWhiteSpace(text) ? text : throw Refuse(name, "text");
    }

    /// <summary>A time in UTC.</summary>
    public DateTime Time(string name) =>
        DateTime.TryParseExact(
            Text(name), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime time)
            ? time
            : throw Refuse(name, "a time in UTC, such as 2025-03-04T05:06:07Z");

    public double Number(string name) => ReadNumber(_fields[name], Place(name));

    public double NotNegative(string name) => Number(name) is >= 0 and var number ? number : throw Refuse(name, "0 or a positive number");

    /// <summary>The level of a confidence interval.</summary>
    public double Level(string name) =>
        Number(name) is > 0 and < 1 and var level ? level : throw Refuse(name, "a number above 0 and below 1");

    /// <summary>A whole number from 1 on.</summary>
    public int Count(string name) =>
        Number(name) is >= 1 and <= int.MaxValue and var number && double.IsInteger(number)
            ? (int)number
            : throw Refuse(name, "a whole number from 1 to 2147483647");

    /// <summary>At least one value of a metric.</summary>
    public IReadOnlyList<double> Values(string name, string metric)
    {
        IReadOnlyList<double> values = List(name, (element, place) => InRange(element, place, metric));
        return values.Count > 0 ? values : throw Refuse(name, "a list of at least one number");
    }

    /// <summary>A value of a metric, or null.</summary>
    public double? ClaimOrNull(string name, string metric) => IsNull(name) ? null : InRange(_fields[name], Place(name), metric);

    /// <summary>A deviation, which every number of values but one has.</summary>
    public double? DeviationOrNull(string name, int count) =>
        count > 1 ? NotNegative(name) : IsNull(name) ? null : throw Refuse(name, "null, as one value has no deviation");

    /// <summary>An object of anything that JSON can hold and a double can.</summary>
    public JsonObject Settings(string name)
    {
        if (_fields[name].ValueKind != JsonValueKind.Object)
            throw Refuse(name, "an object");
        CheckSetting(_fields[name], Place(name));
        return JsonObject.Create(_fields[name].Clone())!;
    }

    /// <summary>A list, each element read by itself.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<JsonElement, string, T> read)
    {
        if (_fields[name].ValueKind != JsonValueKind.Array)
            throw Refuse(name, "a list");
        return [.. _fields[name].EnumerateArray().Select((element, index) => read(element, $"{Place(name)}[{index}]"))];
    }

    /// <summary>Refuses a number of values that is not the true one.</summary>
    public void CheckCount(string name, int count)
    {
        if (Number(name) != count)
            throw Refuse(name, string.Create(CultureInfo.InvariantCulture, $"{count}, the number of values"));
    }

    /// <summary>Refuses a computed number that is not what follows from the others.</summary>
    /// <param name="name">The property.</param>
    /// <param name="computed">What follows; null where nothing does.</param>
    /// <param name="largest">The magnitude of the largest number that it was computed from.</param>
    public void CheckFollows(string name, double? computed, double largest)
    {
        bool follows = computed is { } number
            ? double.IsFinite(number) && Math.Abs(Number(name) - number) <= Tolerance * Math.Abs(number) + Rounding * largest
            : IsNull(name);
        if (!follows)
            throw Refuse(name, $"{computed?.ToString("R", CultureInfo.InvariantCulture) ?? "null"}, which follows from the values");
    }

    private bool IsNull(string name) => _fields[name].ValueKind == JsonValueKind.Null;

    private double InRange(JsonElement element, string place, string metric)
    {
        double value = ReadNumber(element, place);
        return StudyRow.FindExpectation(metric, value) is { } expectation ? throw RefuseAt(place, expectation, Describe(element)) : value;
    }

    private void CheckSetting(JsonElement element, string place)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                ReadText(element, place);
                break;
            case JsonValueKind.Number:
                ReadNumber(element, place);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty property in element.EnumerateObject())
                    CheckSetting(property.Value, $"{place}.{Quote(property.Name)}");
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    CheckSetting(item, $"{place}[]");
                break;
        }
    }

    private double ReadNumber(JsonElement element, string place) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw RefuseAt(place, "a finite number", Describe(element));

    private string ReadText(JsonElement element, string place)
    {
        try
        {
            return element.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw RefuseAt(place, "whole characters", "half a surrogate pair");
        }
    }

    private string Place(string name) => _place is null ? name : $"{_place}.{name}";

    private StudyRecordException Refuse(string name, string expected) => RefuseAt(Place(name), expected, Describe(_fields[name]));

    private StudyRecordException RefuseAt(string place, string expected, string found) => new(_source, place, expected, found);

    private static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Quote(element.GetRawText()),
    };

    private static string Quote(string text) => text.Length <= LongestQuote ? text : $"{text[..LongestQuote]}…";
}
