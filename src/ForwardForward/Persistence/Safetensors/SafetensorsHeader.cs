using System.Globalization;
using System.Text.Json;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Reads the JSON header of a safetensors file.</summary>
internal static class SafetensorsHeader
{
    private const int MostDimensions = 64; // Of libtorch.

    /// <summary>Reads a header, and checks every tensor's place and size.</summary>
    /// <param name="json">The header, of at most <see cref="SafetensorsFormat.LargestHeader"/> bytes.</param>
    /// <param name="dataLength">The bytes that follow it in the file.</param>
    /// <exception cref="InvalidDataException">It is no header, or does not fit the data.</exception>
    public static (IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<SafetensorsEntry> Entries) Parse(
        byte[] json, long dataLength)
    {
        if (json.Length == 0 || json[0] != '{')
            throw new InvalidDataException("Its header does not begin with {.");
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                json, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 3 });
            Dictionary<string, string> metadata = new(StringComparer.Ordinal);
            List<SafetensorsEntry> entries = [];
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
            {
                if (!property.NameEquals(SafetensorsFormat.MetadataKey))
                    entries.Add(ParseEntry(property.Name, property.Value));
                else if (property.Value.ValueKind != JsonValueKind.Null)
                    foreach (JsonProperty pair in property.Value.EnumerateObject())
                        metadata.Add(
                            pair.Name,
                            pair.Value.GetString() ?? throw new InvalidDataException(
                                $"Its metadata \"{Excerpt.Of(pair.Name)}\" is no text."));
            }
            entries.Sort((left, right) => (left.Begin, left.End).CompareTo((right.Begin, right.End)));
            ExpectNoGaps(entries, dataLength);
            return (metadata, entries);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw Excerpt.Explain("Its header is damaged:", cause);
        }
    }

    private static SafetensorsEntry ParseEntry(string name, JsonElement json)
    {
        string typeName = Part(name, json, "dtype").GetString() ?? string.Empty;
        long[] shape = Numbers(name, json, "shape"), offsets = Numbers(name, json, "data_offsets");
        if (shape.Length > MostDimensions)
            throw new InvalidDataException(
                $"The tensor \"{Excerpt.Of(name)}\" has {shape.Length} dimensions; the most are {MostDimensions}.");
        if (offsets.Length != 2 || offsets[0] > offsets[1])
            throw new InvalidDataException(
                $"The tensor \"{Excerpt.Of(name)}\" has the data_offsets [{Excerpt.Of(string.Join(", ", offsets))}], which should be two, "
                    + "the smaller first.");
        SafetensorsEntry entry = new(name, typeName, shape, offsets[0], offsets[1]);
        if (entry.Type is { } type && entry.End - entry.Begin != CountBytes(type, shape))
            throw new InvalidDataException(
                $"The tensor \"{Excerpt.Of(name)}\" is {SafetensorsFormat.Describe(type, shape)}, which does not fill the bytes "
                    + $"[{string.Join(", ", offsets)}].");
        return entry;
    }

    private static JsonElement Part(string name, JsonElement json, string part) => json.TryGetProperty(part, out JsonElement value)
        ? value
        : throw new InvalidDataException($"The tensor \"{Excerpt.Of(name)}\" has no \"{part}\".");

    private static long[] Numbers(string name, JsonElement json, string part) =>
    [
        .. Part(name, json, part).EnumerateArray().Select(element => element.TryGetInt64(out long number) && number >= 0
            ? number
            : throw new InvalidDataException(
                $"The tensor \"{Excerpt.Of(name)}\" has the {part} {Excerpt.Of(json.GetProperty(part).GetRawText())}, which must be whole "
                    + "numbers of at least 0.")),
    ];

    /// <summary>
    /// The bytes of a tensor; null where they cannot be counted, a length of 0 taken for 1, as libtorch does for its strides.
    /// </summary>
    private static long? CountBytes(ScalarType type, long[] shape)
    {
        long bytes = SafetensorsFormat.SizeOf(type);
        foreach (long length in shape.Where(length => length > 1))
        {
            if (bytes > long.MaxValue / length)
                return null;
            bytes *= length;
        }
        return shape.Contains(0) ? 0 : bytes;
    }

    private static void ExpectNoGaps(List<SafetensorsEntry> entries, long dataLength)
    {
        long expected = 0;
        foreach (SafetensorsEntry entry in entries)
        {
            if (entry.Begin != expected)
                throw new InvalidDataException(
                    string.Create(
                        CultureInfo.InvariantCulture, $"The tensor \"{Excerpt.Of(entry.Name)}\" begins at byte {entry.Begin} of the data, ")
                    + string.Create(
                        CultureInfo.InvariantCulture,
                        $"where {expected} was expected: tensors follow each other without gaps or overlap."));
            expected = entry.End;
        }
        if (expected != dataLength)
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"Its tensors take {expected} bytes, and {dataLength} follow the header."));
    }
}
