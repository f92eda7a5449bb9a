namespace ForwardForward.Experiments;

/// <summary>Measures a recipe's network and its backprop twin side by side, with every seed.</summary>
internal static class TwinRepetition
{
    private static readonly FeatureOrigin[] Origins = [FeatureOrigin.Trained, FeatureOrigin.Backprop];

    /// <param name="recipe">The network.</param>
    /// <param name="measure">Measures once; takes what makes new learners of the seed at hand.</param>
    /// <param name="options">Seeds, progress and cancellation; null for the defaults.</param>
    /// <returns>The network's results, one a seed, and then the twin's.</returns>
    public static IReadOnlyList<(FeatureOrigin Origin, T[] Seeds)> Run<T>(
        TransferRecipe recipe, Func<Func<Learner>, T> measure, RepetitionOptions? options)
    {
        options ??= new RepetitionOptions();
        int done = 0, count = Origins.Length * options.Seeds.Length;
        IReadOnlyList<T[]> seeds = Repetition.Run(
            seed => Array.ConvertAll(Origins, origin => Measure(seed, origin)),
            new RepetitionOptions { Seeds = options.Seeds, Cancellation = options.Cancellation });
        options.Progress?.Report(new RepetitionProgress(done, count, seed: null));
        return [.. Origins.Select((origin, index) => (origin, seeds.Select(ofSeed => ofSeed[index]).ToArray()))];

        T Measure(long seed, FeatureOrigin origin)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            options.Progress?.Report(new RepetitionProgress(done++, count, seed, recipe.Name, origin));
            return measure(() => Learner.Create(recipe, origin, seed, options.Cancellation));
        }
    }
}
