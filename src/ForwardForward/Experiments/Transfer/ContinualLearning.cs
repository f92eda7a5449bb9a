using ForwardForward.Data;

namespace ForwardForward.Experiments;

/// <summary>Trains a network on one task after the other, and measures how much it forgets of the first.</summary>
public static class ContinualLearning
{
    /// <summary>
    /// Trains on the tasks in turn with every seed, and measures all of them after each; and the same with the backprop twin.
    /// </summary>
    /// <param name="tasks">
    /// At least two datasets of one image shape and number of classes, such as <c>mnist.OfClasses(0, 1, 2, 3, 4)</c> and the other half.
    /// All classes can be named at any time.
    /// </param>
    /// <param name="recipe">The network; <see cref="TransferRecipe.Training"/> trains on each task.</param>
    /// <param name="options">Seeds, progress and cancellation; null for the seeds 0, 1 and 2.</param>
    /// <returns>The result of the recipe's network, and of its backprop twin.</returns>
    /// <exception cref="ArgumentException">
    /// Fewer than two tasks, tasks that differ in image shape or classes, or a network that names no classes.
    /// </exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    public static IReadOnlyList<ContinualResult> Run(
        IReadOnlyList<ImageDataset> tasks, TransferRecipe recipe, RepetitionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Contains(null!))
            throw new ArgumentException("A task is null.", nameof(tasks));
        ArgumentNullException.ThrowIfNull(recipe);
        if (tasks.Count < 2 || tasks.Any(task => task.Shape != tasks[0].Shape || task.Classes != tasks[0].Classes))
            throw new ArgumentException("Give at least two tasks, of one image shape and number of classes.", nameof(tasks));
        return [.. TwinRepetition.Run(recipe, Measure, options).Select(result => new ContinualResult(result.Origin, result.Seeds))];

        double[][] Measure(Func<Learner> create)
        {
            using Learner learner = create();
            return [.. tasks.Select(task => Learn(learner, task))];
        }

        double[] Learn(Learner learner, ImageDataset task)
        {
            learner.Fit(task.Train, recipe.Training);
            return [.. tasks.Select(other => learner.MeasureAccuracy(other.Test))];
        }
    }
}
