namespace ForwardForward.Experiments;

/// <summary>What having learned the source is worth on the target; accuracies on the target's test part, one value a seed.</summary>
/// <param name="Origin">The recipe's network, <see cref="FeatureOrigin.Trained"/>, or its twin, <see cref="FeatureOrigin.Backprop"/>.</param>
/// <param name="Scratch">Trained on the target alone.</param>
/// <param name="BeforeTuning">Trained on the source alone: what it takes the target's images for.</param>
/// <param name="Tuned">Trained on the source, then on the target.</param>
/// <param name="Gain">Tuned minus scratch, seed by seed.</param>
public sealed record FineTuningResult(FeatureOrigin Origin, SampleSummary Scratch, SampleSummary BeforeTuning, SampleSummary Tuned, PairedDifference Gain);
