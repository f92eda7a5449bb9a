using System.Globalization;

namespace ForwardForward.Samples;

/// <summary>Puts progress into words: <c>epoch 3/12  loss -0.2310  validation 96.40 %  0:24 left</c>.</summary>
internal static class TrainingText
{
    public static string Describe(TrainingProgress progress, EpochResult? lastEpoch)
    {
        List<string> parts = [string.Create(CultureInfo.InvariantCulture, $"epoch {progress.Epoch}/{progress.Epochs}")];
        if (lastEpoch?.Losses.Average() is { } loss)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"loss {loss:F4}"));
        if (lastEpoch?.ValidationAccuracy is { } accuracy)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"validation {100 * accuracy:F2} %"));
        if (progress.Fraction >= 1)
            parts.Add($"done in {Clock(progress.Elapsed)}");
        else if (progress.Fraction > 0)
            parts.Add($"{Clock(progress.Remaining)} left");
        return string.Join("  ", parts);
    }

    public static string Clock(TimeSpan time) => time.TotalHours < 1
        ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours)}:{time:mm\\:ss}");
}
