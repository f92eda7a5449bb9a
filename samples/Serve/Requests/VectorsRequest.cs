using System.Text.Json;
using System.Text.Json.Serialization;

namespace ForwardForward.Samples.Serve.Requests;

/// <summary>A request about vectors: numbers as the network takes them, or rows of the table that it learned from.</summary>
/// <param name="Features">The numbers of each vector; null where rows are sent.</param>
/// <param name="Rows">The values of each row by the names of the columns; null where numbers are sent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record VectorsRequest(float[][]? Features = null, IReadOnlyDictionary<string, JsonElement>[]? Rows = null)
{
    private const string Form = "{\"features\": [[…]]} with the numbers of each vector, or, for a network that learned from a table, "
        + "{\"rows\": [{\"column\": value, …}]}";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
    };

    /// <exception cref="RequestRefusedException">The body is no such request.</exception>
    public static VectorsRequest Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            VectorsRequest? request = JsonSerializer.Deserialize<VectorsRequest>(body, Strict);
            return request is not null && request.Features is null != request.Rows is null && request.Rows?.Contains(null) is not true
                ? request
                : throw Refuse("it has neither or both, or a row that is null");
        }
        catch (JsonException damaged)
        {
            throw Refuse($"see {damaged.Path ?? "$"}, line {damaged.LineNumber + 1}", damaged);
        }
    }

    /// <summary>The texts of a row as cells of a table have them; empty where a value is missing.</summary>
    /// <exception cref="RequestRefusedException">A value is an object or a list.</exception>
    public static IReadOnlyDictionary<string, string> TextsOf(IReadOnlyDictionary<string, JsonElement> row) =>
        row.ToDictionary(cell => cell.Key, cell => TextOf(cell.Value), StringComparer.Ordinal);

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => ReadText(value),
        JsonValueKind.Null => string.Empty,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => throw new RequestRefusedException(
            StatusCodes.Status422UnprocessableEntity,
            "A value of a row is a text, a number, true, false or null; one is a list or an object."),
    };

    private static string ReadText(JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException cause)
        {
            throw Refuse("a text in it is no UTF-8, or has half of a surrogate pair", cause);
        }
    }

    private static RequestRefusedException Refuse(string reason, Exception? cause = null) =>
        new(StatusCodes.Status400BadRequest, $"The body is not {Form}: {reason}.", cause);
}
