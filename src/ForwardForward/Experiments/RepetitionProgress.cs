namespace ForwardForward.Experiments;

/// <summary>How far a repetition has come, and what comes next.</summary>
public sealed class RepetitionProgress
{
    internal RepetitionProgress(int done, int count, long? seed, string? recipe = null, FeatureOrigin? origin = null)
    {
        Done = done;
        Count = count;
        Seed = seed;
        Recipe = recipe;
        Origin = origin;
    }

    /// <summary>How many runs are done.</summary>
    public int Done { get; }

    /// <summary>The number of runs in all.</summary>
    public int Count { get; }

    /// <summary>The seed of the next run; null at the end.</summary>
    public long? Seed { get; }

    /// <summary>The recipe of the next run; null where a run has none.</summary>
    public string? Recipe { get; }

    /// <summary>
    /// Whose features the next run makes, or which network it trains; null where <see cref="Repetition"/> runs a function of yours.
    /// </summary>
    public FeatureOrigin? Origin { get; }
}
