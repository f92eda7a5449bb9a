using static TorchSharp.torch;

namespace ForwardForward.Faithful;

/// <summary>
/// The same images with the labels of the batch in random order: y⁻ = y[π]. About one in C negatives keeps its true label.
/// </summary>
/// <remarks>
/// This is what the study's canonical network does, and the port by mpezeshki that it follows. With ten balanced classes about 10 % of
/// these negatives are positives, which the layer is asked to raise and to lower at once. Use <see cref="WrongLabelSampler"/> instead,
/// unless you want to repeat that.
/// </remarks>
public sealed class FaithfulShuffledLabelSampler : INegativeSampler
{
    /// <inheritdoc/>
    bool INegativeSampler.MayCarryTrueLabels => true;

    /// <inheritdoc/>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        using Tensor order = PartnerImages.Shuffled(positives.Checked().Labels, context);
        return positives with { Labels = positives.Labels.index_select(0, order) };
    }
}
