using System.Text.Json;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>The history in a checkpoint, as JSON: one <see cref="EpochResult"/> an epoch, in order.</summary>
internal static class CheckpointHistory
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(36_525); // A hundred years, which no clock overflows.

    private static readonly JsonSerializerOptions Json = new() { TypeInfoResolver = PartJson.Types };

    public static string Write(IReadOnlyList<EpochResult> history) => JsonSerializer.Serialize(history, Json);

    /// <param name="json">What <see cref="Write"/> gave.</param>
    /// <param name="epochs">How many epochs it must have.</param>
    /// <param name="parts">How many losses an epoch must have.</param>
    /// <exception cref="InvalidDataException">It is no history of so many epochs.</exception>
    public static List<EpochResult> Read(string json, int epochs, int parts)
    {
        List<EpochResult?> history = Parse(json);
        if (history.Count != epochs)
            throw new InvalidDataException($"Its history has {history.Count} epochs, and its name says {epochs}.");
        for (int index = 0; index < epochs; index++)
            if (FindProblem(history[index], index + 1, parts) is { } problem)
                throw new InvalidDataException($"Its history has a fault in epoch {index + 1}: {problem}.");
        return history.Sum(epoch => epoch!.Seconds) <= LongestRun.TotalSeconds
            ? [.. history.OfType<EpochResult>()]
            : throw new InvalidDataException("Its history would have taken more than a hundred years.");
    }

    private static List<EpochResult?> Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<List<EpochResult?>>(json, Json) ?? throw new InvalidDataException("Its history is null.");
        }
        catch (JsonException cause)
        {
            throw Excerpt.Explain("Its history cannot be read.", cause);
        }
    }

    private static string? FindProblem(EpochResult? epoch, int number, int parts) => epoch switch
    {
        null => "it is null",
        _ when epoch.Epoch != number => $"it is numbered {epoch.Epoch}",
        _ when epoch.Losses is null || epoch.Losses.Count != parts => $"it has {epoch.Losses?.Count ?? 0} losses, and {parts} learn",
        _ when epoch.Losses.Any(loss => loss is { } value && !double.IsFinite(value)) => "a loss is not finite",
        _ when epoch.ValidationAccuracy is < 0 or > 1 or double.NaN => "its accuracy is not between 0 and 1",
        _ when !(epoch.Seconds >= 0 && double.IsFinite(epoch.Seconds)) => $"it took {epoch.Seconds} seconds",
        _ => null,
    };
}
