namespace ForwardForward.Experiments;

/// <summary>What learning the source first does for the target.</summary>
public sealed class FineTuningResult
{
    internal FineTuningResult(FeatureOrigin origin, IReadOnlyList<(double Scratch, double BeforeTuning, double Tuned)> seeds)
    {
        Origin = origin;
        Scratch = new SampleSummary([.. seeds.Select(seed => seed.Scratch)]);
        BeforeTuning = new SampleSummary([.. seeds.Select(seed => seed.BeforeTuning)]);
        Tuned = new SampleSummary([.. seeds.Select(seed => seed.Tuned)]);
        Gain = new PairedDifference(Tuned.Values, Scratch.Values);
    }

    /// <summary>The recipe's network, <see cref="FeatureOrigin.Trained"/>, or its twin, <see cref="FeatureOrigin.Backprop"/>.</summary>
    public FeatureOrigin Origin { get; }

    /// <summary>The test accuracy on the target of the network that learned the target alone.</summary>
    public SampleSummary Scratch { get; }

    /// <summary>The test accuracy on the target of the network that has learned the source only.</summary>
    public SampleSummary BeforeTuning { get; }

    /// <summary>The test accuracy on the target of the network that learned the source and then the target.</summary>
    public SampleSummary Tuned { get; }

    /// <summary>Tuned less scratch, seed by seed.</summary>
    public PairedDifference Gain { get; }
}
