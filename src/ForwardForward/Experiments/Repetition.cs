namespace ForwardForward.Experiments;

/// <summary>Repeats a measurement with several seeds: one run tells nothing of how far the next would be from it.</summary>
public static class Repetition
{
    /// <summary>Calls a function once for every seed, one after the other.</summary>
    /// <typeparam name="T">What a run gives, such as an accuracy.</typeparam>
    /// <param name="seeds">The seeds, at least one, each once.</param>
    /// <param name="run">The run: takes the seed and what cancels it, and disposes what it makes.</param>
    /// <param name="progress">Told before the first run and after each; null for nobody.</param>
    /// <param name="cancellationToken">Stops between two runs, and within one where the run heeds it. What was measured until then is lost.</param>
    /// <returns>What the runs gave, in the order of the seeds.</returns>
    /// <exception cref="ArgumentException">No seeds, or one twice.</exception>
    /// <exception cref="OperationCanceledException">The repetition was cancelled.</exception>
    public static IReadOnlyList<T> Run<T>(
        IReadOnlyList<long> seeds, Func<long, CancellationToken, T> run, IProgress<RepetitionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        ArgumentNullException.ThrowIfNull(run);
        if (seeds.Count == 0)
            throw new ArgumentException("There is no seed to run with. Give at least one; a deviation takes two.", nameof(seeds));
        if (seeds.Distinct().Count() < seeds.Count)
            throw new ArgumentException("A seed stands there twice. It would measure the same again, and make the deviation look smaller than it is.", nameof(seeds));

        List<T> results = [];
        progress?.Report(new RepetitionProgress(0, seeds.Count));
        foreach (long seed in seeds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(run(seed, cancellationToken));
            progress?.Report(new RepetitionProgress(results.Count, seeds.Count));
        }
        return results;
    }
}
