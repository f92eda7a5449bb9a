using ForwardForward.Data;

namespace ForwardForward.Experiments;

/// <summary>Measures how useful features from one dataset are for another, always beside the controls that an answer needs.</summary>
public static class TransferComparison
{
    /// <summary>
    /// Trains every recipe on the source, freezes it, and probes its features on the target with several budgets of labels. A probe is a
    /// linear classifier of the features. It probes three controls in the same way: the raw pixels, the network before training, and the
    /// same layers trained by backpropagation with the same budget.
    /// </summary>
    /// <param name="source">What the networks learn from: its training part, and a test part for their own accuracy.</param>
    /// <param name="target">
    /// What the probes learn from and are tested on; its validation part chooses the regularisation. Of the source's image shape.
    /// </param>
    /// <param name="recipes">The networks, each with a name of its own.</param>
    /// <param name="options">Seeds, budgets, draws, head, progress and cancellation; null for the defaults.</param>
    /// <returns>A row for each budget of each kind of features: the raw pixels first, then recipe by recipe.</returns>
    /// <exception cref="ArgumentException">
    /// No recipe, two of one name, datasets of different shapes, a target without validation part, or a budget beyond its training part.
    /// </exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static IReadOnlyList<TransferRow> Run(
        ImageDataset source, ImageDataset target, IReadOnlyList<TransferRecipe> recipes, TransferOptions? options = null)
    {
        options ??= new TransferOptions();
        Check(source, target, recipes, options);
        TrainingOptions Training(TransferRecipe recipe) => recipe.Training with { Cancellation = options.Cancellation };
        EvaluationOptions evaluation = new() { Cancellation = options.Cancellation };
        int done = 0, count = options.Seeds.Length * (1 + (3 * recipes.Count));
        IReadOnlyList<TransferMeasurement[]> seeds = Repetition.Run(
            Measure, new RepetitionOptions { Seeds = options.Seeds, Cancellation = options.Cancellation });
        options.Progress?.Report(new RepetitionProgress(done, count, seed: null));
        return TransferMeasurement.ToRows(seeds, [.. options.LabelBudgets.Select(labels => labels ?? target.Train.Count)]);

        TransferMeasurement[] Measure(long seed)
        {
            using TransferProbe probe = new(target, options, seed);
            Begin(seed, null, FeatureOrigin.RawPixels);
            TransferMeasurement pixels = new(null, FeatureOrigin.RawPixels, probe.Measure(RawPixels.Features), SourceAccuracy: null);
            return [pixels, .. recipes.SelectMany(recipe => MeasureRecipe(recipe, seed, probe))];
        }

        IEnumerable<TransferMeasurement> MeasureRecipe(TransferRecipe recipe, long seed, TransferProbe probe)
        {
            using FFNetwork network = recipe.Create(seed);
            network.Standardisation = source.Train.Standardisation ?? network.Standardisation;
            Begin(seed, recipe.Name, FeatureOrigin.Untrained);
            yield return new(recipe.Name, FeatureOrigin.Untrained, Probe(), SourceAccuracy: null);

            Begin(seed, recipe.Name, FeatureOrigin.Backprop);
            using (BackpropTwin twin = BackpropTwin.Create(network.Definition, device: network.Device))
            {
                twin.Fit(source.Train, Training(recipe));
                double[] accuracies = probe.Measure(images => twin.ExtractFeatures(images, recipe.Features));
                yield return new(recipe.Name, FeatureOrigin.Backprop, accuracies, twin.MeasureAccuracy(source.Test, evaluation));
            }

            Begin(seed, recipe.Name, FeatureOrigin.Trained);
            network.Fit(source.Train, Training(recipe));
            double? own = Learner.NamesClasses(network) ? network.MeasureAccuracy(source.Test, evaluation) : null;
            yield return new(recipe.Name, FeatureOrigin.Trained, Probe(), own);

            double[] Probe() => probe.Measure(images => network.ExtractFeatures(images, recipe.Features));
        }

        void Begin(long seed, string? recipe, FeatureOrigin origin) =>
            options.Progress?.Report(new RepetitionProgress(done++, count, seed, recipe, origin));
    }

    private static void Check(ImageDataset source, ImageDataset target, IReadOnlyList<TransferRecipe> recipes, TransferOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(recipes);
        if (recipes.Contains(null!))
            throw new ArgumentException("A recipe is null.", nameof(recipes));
        if (source.Shape != target.Shape)
            throw new ArgumentException(
                $"The source's images are {source.Shape} and the target's {target.Shape}: one network cannot take both.", nameof(target));
        if (recipes.Count == 0 || recipes.Select(recipe => recipe.Name).Distinct(StringComparer.Ordinal).Count() < recipes.Count)
            throw new ArgumentException("Give at least one recipe, and each a name of its own.", nameof(recipes));
        HeadSelection.Check(target.Train, target.Validation, options.Head);
        if (options.LabelBudgets.Max() >= target.Train.Count)
            throw new ArgumentException(
                $"A budget of {options.LabelBudgets.Max()} labels needs more than as many training images, and the target "
                    + $"'{target.Name}' has {target.Train.Count}. Lower it, or give null for all of them.",
                nameof(options));
    }
}
