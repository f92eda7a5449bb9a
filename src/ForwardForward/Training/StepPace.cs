namespace ForwardForward;

/// <summary>Watches whether the steps of a run take equally long. Steps of the same epoch are compared, a few dozen at a time.</summary>
internal sealed class StepPace
{
    /// <summary>How many steps are compared.</summary>
    public const int Steps = 40;

    private const int WarmUp = 10;
    private const double LargestRatio = 3;

    private readonly TimeSpan[] _durations = new TimeSpan[Steps];
    private int _stepsBefore;
    private int _count;

    /// <summary>Whether some steps have taken far longer than others.</summary>
    public bool IsUneven { get; private set; }

    /// <summary>
    /// Notes a step that is like the others of its epoch. The first of a run, which compile and fill caches, are left out.
    /// </summary>
    /// <param name="batch">Which of the epoch it is, from 0.</param>
    /// <param name="duration">How long it took.</param>
    /// <returns>Whether this shows, for the first time, that steps are uneven.</returns>
    public bool Add(int batch, TimeSpan duration)
    {
        if (IsUneven || _stepsBefore++ < WarmUp)
            return false;
        if (batch == 0) // Other layers may learn in this epoch.
            _count = 0;
        _durations[_count++] = duration;
        if (_count < Steps)
            return false;
        _count = 0;
        return IsUneven = AreUneven(_durations);
    }

    /// <summary>Whether a tenth of the steps took more than three times as long as half of them did at most.</summary>
    public static bool AreUneven(ReadOnlySpan<TimeSpan> durations)
    {
        TimeSpan[] sorted = durations.ToArray();
        Array.Sort(sorted);
        return sorted[sorted.Length * 9 / 10] > LargestRatio * sorted[sorted.Length / 2];
    }
}
