namespace ForwardForward.Experiments;

/// <summary>How well one kind of features serves the target with a budget of labels.</summary>
public sealed class TransferRow
{
    internal TransferRow(
        string? recipe, FeatureOrigin origin, int labels, SampleSummary accuracy, SampleSummary? sourceAccuracy,
        PairedDifference? toUntrained)
    {
        Recipe = recipe;
        Origin = origin;
        Labels = labels;
        Accuracy = accuracy;
        SourceAccuracy = sourceAccuracy;
        ToUntrained = toUntrained;
    }

    /// <summary>The recipe; null for the raw pixels, which need none.</summary>
    public string? Recipe { get; }

    /// <summary>What the features come from.</summary>
    public FeatureOrigin Origin { get; }

    /// <summary>How many labelled images of the target the probe learned from.</summary>
    public int Labels { get; }

    /// <summary>The probe's accuracy on the target's test part, one value a seed, each the mean of the draws.</summary>
    public SampleSummary Accuracy { get; }

    /// <summary>
    /// The network's own accuracy on the source's test part, one value a seed; null where it learned nothing, or scores no classes.
    /// </summary>
    public SampleSummary? SourceAccuracy { get; }

    /// <summary>
    /// How far it lies from the same network before training, seed by seed; null for raw pixels and for the untrained network itself.
    /// </summary>
    public PairedDifference? ToUntrained { get; }
}
