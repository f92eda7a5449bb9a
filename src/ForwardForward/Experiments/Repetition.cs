namespace ForwardForward.Experiments;

/// <summary>Repeats a measurement with several seeds, because one run does not show how far another would be from it.</summary>
public static class Repetition
{
    /// <summary>Calls a function once for every seed, one after the other.</summary>
    /// <typeparam name="T">What a run gives, such as an accuracy.</typeparam>
    /// <param name="run">The run: takes the seed, and disposes what it makes.</param>
    /// <param name="options">Seeds, progress and cancellation; null for the seeds 0, 1 and 2.</param>
    /// <returns>The results of the runs, in the order of the seeds.</returns>
    /// <exception cref="OperationCanceledException"><see cref="RepetitionOptions.Cancellation"/> was cancelled.</exception>
    public static IReadOnlyList<T> Run<T>(Func<long, T> run, RepetitionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(run);
        options ??= new RepetitionOptions();
        List<T> results = [];
        foreach (long seed in options.Seeds)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            options.Progress?.Report(new RepetitionProgress(results.Count, options.Seeds.Length, seed));
            results.Add(run(seed));
        }
        options.Progress?.Report(new RepetitionProgress(results.Count, options.Seeds.Length, seed: null));
        return results;
    }
}
