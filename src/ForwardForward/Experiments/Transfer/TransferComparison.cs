using ForwardForward.Data;

namespace ForwardForward.Experiments;

/// <summary>Asks what networks have learned on one dataset that serves another, always beside the controls that any answer needs.</summary>
public static class TransferComparison
{
    /// <summary>
    /// Trains every recipe on the source, freezes it, and probes its features on the target with several budgets of labels; and with the same features, head and
    /// labels the raw pixels, the network before training, and the network trained by backpropagation with the same budget.
    /// </summary>
    /// <param name="source">What the networks learn from: its training part, and a test part for their own accuracy.</param>
    /// <param name="target">What the probes learn from and are tested on; its validation part chooses the regularisation. Of the source's image shape.</param>
    /// <param name="recipes">The networks, each with a name of its own.</param>
    /// <param name="options">Seeds, budgets, draws and head; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <returns>A row for each budget of each kind of features: the raw pixels first, then recipe by recipe.</returns>
    /// <exception cref="ArgumentException">No recipe, two of one name, datasets of different shapes, a target without validation part, or a budget beyond its training part.</exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static IReadOnlyList<TransferRow> Run(
        ImageDataset source, ImageDataset target, IReadOnlyList<TransferRecipe> recipes, TransferOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new TransferOptions();
        Check(source, target, recipes, options);
        TransferMeasurements measurements = new(options, total: options.Seeds.Length * (1 + (3 * recipes.Count)));
        foreach (long seed in options.Seeds)
        {
            using TransferProbe probe = new(target, options, seed);
            measurements.Begin(seed, null, FeatureOrigin.RawPixels);
            measurements.Add(probe.Measure(RawPixels.Features, cancellationToken), sourceAccuracy: null);
            foreach (TransferRecipe recipe in recipes)
            {
                using FFNetwork network = recipe.Create(seed);
                measurements.Begin(seed, recipe.Name, FeatureOrigin.Untrained);
                measurements.Add(probe.Measure(images => network.ExtractFeatures(images, recipe.Features), cancellationToken), sourceAccuracy: null);

                measurements.Begin(seed, recipe.Name, FeatureOrigin.Backprop);
                using BackpropTwin twin = new(network.Definition, device: network.Device);
                twin.Fit(source.Train, recipe.Training with { Cancellation = cancellationToken });
                measurements.Add(probe.Measure(images => twin.Features(images, recipe.Features), cancellationToken), twin.MeasureAccuracy(source.Test));

                measurements.Begin(seed, recipe.Name, FeatureOrigin.Trained);
                network.Fit(source.Train, recipe.Training with { Cancellation = cancellationToken });
                measurements.Add(probe.Measure(images => network.ExtractFeatures(images, recipe.Features), cancellationToken), Learner.NamesClasses(network) ? network.MeasureAccuracy(source.Test, new EvaluationOptions { Cancellation = cancellationToken }) : null);
            }
        }
        return measurements.ToRows(target.Train.Count);
    }

    private static void Check(ImageDataset source, ImageDataset target, IReadOnlyList<TransferRecipe> recipes, TransferOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(recipes);
        if (recipes.Contains(null!))
            throw new ArgumentException("A recipe is null.", nameof(recipes));
        if (source.Shape != target.Shape)
            throw new ArgumentException($"The source's images are {source.Shape} and the target's {target.Shape}: one network cannot take both.", nameof(target));
        if (recipes.Count == 0 || recipes.Select(recipe => recipe.Name).Distinct(StringComparer.Ordinal).Count() < recipes.Count)
            throw new ArgumentException("Give at least one recipe, and each a name of its own.", nameof(recipes));
        HeadSelection.Check(target.Train, target.Validation, options.Head);
        if (options.LabelBudgets.Max() >= target.Train.Count)
            throw new ArgumentException($"A budget of {options.LabelBudgets.Max()} labels needs more than as many training images, and the target '{target.Name}' has {target.Train.Count}. Lower it, or give null for all of them.", nameof(options));
    }
}
