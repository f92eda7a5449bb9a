using static TorchSharp.torch;

namespace ForwardForward.Faithful;

/// <summary>
/// The batch's images in random order, with the labels in the original order: x⁻ = x[π], y⁻ = y. About one in C negatives carries the true
/// label of the image shown.
/// </summary>
/// <remarks>
/// The code of the study's <c>class_confusion</c>. With ten balanced classes about 10 % of these negatives are positives.
/// <see cref="ClassConfusionSampler"/> keeps to images of another class.
/// </remarks>
public sealed class FaithfulClassConfusionSampler : INegativeSampler
{
    /// <inheritdoc/>
    bool INegativeSampler.MayCarryTrueLabels => true;

    /// <inheritdoc/>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        using Tensor order = PartnerImages.Shuffled(positives.Checked().Labels, context);
        return new LabelledBatch(positives.Images.index_select(0, order), positives.Labels.clone());
    }
}
