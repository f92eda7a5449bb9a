using ForwardForward.Faithful;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Another image of the same class with a wrong label: x⁻ = xⱼ, where j is drawn uniformly from the batch's other images of the class, and
/// y⁻ = (y + U{1 … C−1}) mod C.
/// </summary>
/// <remarks>
/// The label is wrong as in Hinton (2022, section 3.3), and the image is not the positive's. If no other image of the batch has the class,
/// the image itself gets the wrong label. <see cref="FaithfulPermutedImageSampler"/> shuffles the images without regard to their class.
/// </remarks>
public sealed class SameClassSampler : INegativeSampler
{
    /// <inheritdoc/>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        using Tensor partners = PartnerImages.OfOwnClass(positives.Checked().Labels, context);
        return new LabelledBatch(positives.Images.index_select(0, partners), WrongLabels.Draw(positives.Labels, context));
    }
}
