namespace ForwardForward.Experiments;

/// <summary>How well one kind of features serves the target with a budget of labels.</summary>
/// <param name="Recipe">The recipe; null for the raw pixels, which need none.</param>
/// <param name="Origin">What the features come from.</param>
/// <param name="Labels">How many labelled images of the target the probe learned from.</param>
/// <param name="Accuracy">The probe's accuracy on the target's test part, one value a seed, each the mean of the draws.</param>
/// <param name="SourceAccuracy">The network's own accuracy on the source's test part, one value a seed; null where it learned nothing, or scores no classes.</param>
/// <param name="ToUntrained">How far it lies from the same network before training, seed by seed; null for raw pixels and for the untrained network itself.</param>
public sealed record TransferRow(string? Recipe, FeatureOrigin Origin, int Labels, SampleSummary Accuracy, SampleSummary? SourceAccuracy, PairedDifference? ToUntrained);
