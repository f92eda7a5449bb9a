using static TorchSharp.torch;

namespace ForwardForward.Faithful;

/// <summary>
/// The batch's images in random order, with labels that are wrong for the images of the original order: x⁻ = x[π], y⁻ = (y + U{1 … C−1})
/// mod C. About one in C negatives carries the true label of the image shown.
/// </summary>
/// <remarks>
/// The code of the study's <c>same_class_diff_img</c>, which does not do what that name says: image and label are drawn independently, as
/// in <see cref="FaithfulClassConfusionSampler"/>. With ten balanced classes about 10 % of these negatives are positives.
/// <see cref="SameClassSampler"/> does what the name says.
/// </remarks>
public sealed class FaithfulPermutedImageSampler : INegativeSampler
{
    /// <inheritdoc/>
    bool INegativeSampler.MayCarryTrueLabels => true;

    /// <inheritdoc/>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        using Tensor order = PartnerImages.Shuffled(positives.Checked().Labels, context);
        return new LabelledBatch(positives.Images.index_select(0, order), WrongLabels.Draw(positives.Labels, context));
    }
}
