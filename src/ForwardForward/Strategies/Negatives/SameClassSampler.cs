using ForwardForward.Faithful;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Another image of the same class under a wrong label: x⁻ = xⱼ with j drawn evenly among the batch's other images of the class, and
/// y⁻ = (y + U{1 … C−1}) mod C.
/// </summary>
/// <remarks>
/// What the study's <c>same_class_diff_img</c> is named for; its code shuffles the images without regard to their class
/// (<see cref="FaithfulPermutedImageSampler"/>). An image that is alone with its class in the batch is shown itself.
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
