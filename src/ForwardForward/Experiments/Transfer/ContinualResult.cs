namespace ForwardForward.Experiments;

/// <summary>What a network knew of every task after each.</summary>
public sealed class ContinualResult
{
    private readonly double[][][] _seeds;

    /// <param name="origin">The network or its twin.</param>
    /// <param name="seeds">Accuracies by seed, task just learned, and task measured.</param>
    internal ContinualResult(FeatureOrigin origin, double[][][] seeds)
    {
        Origin = origin;
        _seeds = seeds;
    }

    /// <summary>The recipe's network, <see cref="FeatureOrigin.Trained"/>, or its twin, <see cref="FeatureOrigin.Backprop"/>.</summary>
    public FeatureOrigin Origin { get; }

    /// <summary>
    /// How much accuracy was lost: of each task but the last, its accuracy just after it was learned minus that at the end;
    /// mean of these tasks, one value a seed.
    /// </summary>
    public SampleSummary Forgetting =>
        new([.. _seeds.Select(after => Enumerable.Range(0, after.Length - 1).Average(task => after[task][task] - after[^1][task]))]);

    /// <summary>The accuracy on a task's test part, one value a seed.</summary>
    /// <param name="afterTask">How far the network had come: the last task learned, from 0.</param>
    /// <param name="onTask">The task measured, from 0.</param>
    /// <returns>One value a seed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such task.</exception>
    public SampleSummary Accuracy(int afterTask, int onTask)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterTask);
        ArgumentOutOfRangeException.ThrowIfNegative(onTask);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(afterTask, _seeds[0].Length);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(onTask, _seeds[0].Length);
        return new SampleSummary([.. _seeds.Select(seed => seed[afterTask][onTask])]);
    }
}
