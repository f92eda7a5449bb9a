using ForwardForward.Faithful;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Another image of the same class under a wrong label: x⁻ = xⱼ with j drawn evenly among the batch's other images of the class, and
/// y⁻ = (y + U{1 … C−1}) mod C.
/// </summary>
/// <remarks>
/// A wrong label as in Hinton (2022, section 3.3), on an image that the positive does not share. An image that is alone with its class in the
/// batch is itself the negative's. <see cref="FaithfulPermutedImageSampler"/> shuffles the images without regard to their class.
/// </remarks>
public sealed class SameClassSampler : INegativeSampler
{
    /// <inheritdoc/>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        using Tensor partners = PartnerImages.OfOwnClass(positives.Labels, context);
        return new LabelledBatch(Expect.Images(positives.Images).index_select(0, partners), WrongLabels.Draw(positives.Labels, context));
    }
}
