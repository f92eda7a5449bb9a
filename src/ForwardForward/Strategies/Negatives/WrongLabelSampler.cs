namespace ForwardForward;

/// <summary>The same image with a wrong label, drawn uniformly from the others: y⁻ = (y + U{1 … C−1}) mod C.</summary>
/// <remarks>Hinton (2022, section 3.3).</remarks>
public sealed class WrongLabelSampler : INegativeSampler
{
    /// <inheritdoc/>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) =>
        positives with { Labels = WrongLabels.Draw(positives.Labels, context) };
}
