using ForwardForward.Faithful;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// An image of another class with the positive's label: x⁻ = xⱼ, where j is drawn uniformly from the batch's images of another class, and
/// y⁻ = y.
/// </summary>
/// <remarks>
/// As in Hinton (2022, section 3.3), image and label do not fit, but here the image is exchanged instead of the label. A batch with only
/// one class has no such image. Its images then get wrong labels, as <see cref="WrongLabelSampler"/> draws them.
/// <see cref="FaithfulClassConfusionSampler"/> shuffles the images without regard to their class.
/// </remarks>
public sealed class ClassConfusionSampler : INegativeSampler
{
    /// <inheritdoc/>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor labels = positives.Checked().Labels;
        Tensor partners = PartnerImages.OutsideClass(labels, excluded: labels, context);
        Tensor differs = labels.index_select(0, partners).ne(labels);
        return new LabelledBatch(
            positives.Images.index_select(0, partners).MoveToOuterDisposeScope(),
            where(differs, labels, WrongLabels.Draw(labels, context)).MoveToOuterDisposeScope());
    }
}
