using ForwardForward.Data;

namespace ForwardForward.Experiments;

/// <summary>Asks whether a network that has learned the source learns the target better than one that has not.</summary>
public static class FineTuning
{
    /// <summary>
    /// With every seed, trains one network on the target alone, and another one first on the source and then on the target; and the same
    /// with the backprop twin.
    /// </summary>
    /// <param name="source">What is learned first. Of the target's image shape and number of classes.</param>
    /// <param name="target">What both are measured on, by its test part.</param>
    /// <param name="recipe">
    /// The network. <see cref="TransferRecipe.Training"/> trains on the source, and from scratch on the target;
    /// <see cref="TransferRecipe.Tuning"/> trains the network that knows the source on the target.
    /// </param>
    /// <param name="options">Seeds, progress and cancellation; null for the seeds 0, 1 and 2.</param>
    /// <returns>The result of the recipe's network, and of its backprop twin.</returns>
    /// <exception cref="ArgumentException">The datasets differ in image shape or classes, or the network names no classes.</exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static IReadOnlyList<FineTuningResult> Run(
        ImageDataset source, ImageDataset target, TransferRecipe recipe, RepetitionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(recipe);
        if (source.Shape != target.Shape || source.Classes != target.Classes)
        {
            throw new ArgumentException(
                $"The source has {source.Classes} classes of {source.Shape} images, the target {target.Classes} of {target.Shape}: "
                    + "one network cannot learn both.",
                nameof(target));
        }
        return [.. TwinRepetition.Run(recipe, Measure, options).Select(result => new FineTuningResult(result.Origin, result.Seeds))];

        (double Scratch, double BeforeTuning, double Tuned) Measure(Func<Learner> create)
        {
            double scratch;
            using (Learner fresh = create())
            {
                fresh.Fit(target.Train, recipe.Training);
                scratch = fresh.MeasureAccuracy(target.Test);
            }
            using Learner experienced = create();
            experienced.Fit(source.Train, recipe.Training);
            double beforeTuning = experienced.MeasureAccuracy(target.Test);
            experienced.Fit(target.Train, recipe.Tuning ?? recipe.Training);
            return (scratch, beforeTuning, experienced.MeasureAccuracy(target.Test));
        }
    }
}
