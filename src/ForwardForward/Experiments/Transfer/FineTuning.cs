using ForwardForward.Data;

namespace ForwardForward.Experiments;

/// <summary>Asks whether a network that has learned the source learns the target better than one that has not.</summary>
public static class FineTuning
{
    /// <summary>
    /// With every seed, trains one network on the target alone, and another one first on the source and then on the target; and the same with the backprop twin.
    /// </summary>
    /// <param name="source">What is learned first. Of the target's image shape and number of classes.</param>
    /// <param name="target">What both are measured on, by its test part.</param>
    /// <param name="recipe">The network; its options train on the source, and from scratch on the target.</param>
    /// <param name="tuning">How the network that knows the source is trained on the target; null for the recipe's options.</param>
    /// <param name="seeds">The seeds, at least one; none given: 0, 1 and 2.</param>
    /// <param name="progress">Told which network is trained next.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <returns>The result of the recipe's network, and of its backprop twin.</returns>
    /// <exception cref="ArgumentException">The datasets differ in image shape or classes, the network names no classes, or <paramref name="tuning"/> has a checkpoint.</exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static IReadOnlyList<FineTuningResult> Run(
        ImageDataset source, ImageDataset target, TransferRecipe recipe, TrainingOptions? tuning = null, IReadOnlyList<long>? seeds = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(recipe);
        if (source.Shape != target.Shape || source.Classes != target.Classes)
            throw new ArgumentException($"The source has {source.Classes} classes of {source.Shape} images, the target {target.Classes} of {target.Shape}: one network cannot learn both.", nameof(target));
        TrainingOptions onTarget = tuning is null ? recipe.Training : TransferRecipe.WithoutCheckpoint(tuning, nameof(tuning));
        seeds ??= [0, 1, 2];
        int done = 0;
        return [.. new[] { FeatureOrigin.Trained, FeatureOrigin.Backprop }.Select(origin => Compare(origin))];

        FineTuningResult Compare(FeatureOrigin origin)
        {
            List<double> scratch = [], before = [], tuned = [];
            foreach (long seed in seeds)
            {
                progress?.Report(new TransferProgress(seed, recipe.Name, origin, done++, 2 * seeds.Count));
                using (Learner fresh = Learner.Create(recipe, origin, seed, cancellationToken))
                {
                    fresh.Fit(target.Train, recipe.Training);
                    scratch.Add(fresh.MeasureAccuracy(target.Test));
                }
                using Learner experienced = Learner.Create(recipe, origin, seed, cancellationToken);
                experienced.Fit(source.Train, recipe.Training);
                before.Add(experienced.MeasureAccuracy(target.Test));
                experienced.Fit(target.Train, onTarget);
                tuned.Add(experienced.MeasureAccuracy(target.Test));
            }
            return new FineTuningResult(origin, new SampleSummary(scratch), new SampleSummary(before), new SampleSummary(tuned), new PairedDifference(tuned, scratch));
        }
    }
}
