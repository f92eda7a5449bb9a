using static TorchSharp.torch;

namespace ForwardForward.Faithful;

/// <summary>
/// The mean of two images, under a label that is wrong for the first: x⁻ = (x + x[π]) / 2. In about one of C negatives the label is
/// the second image's true one.
/// </summary>
/// <remarks>
/// The code of the study's <c>hybrid_mix</c>. The second image is any of the batch, of whichever class, and may be the first
/// itself. <see cref="HybridMixSampler"/> keeps the label wrong for both.
/// </remarks>
public sealed class FaithfulHybridMixSampler : CorruptingSampler
{
    /// <inheritdoc/>
    public override Tensor Corrupt(LabelledBatch images, Tensor shownLabels, SamplingContext context)
    {
        using Tensor order = PartnerImages.Shuffled(images.Checked().Labels, context);
        return images.Images.index_select(0, order).AddInPlace(images.Images).DivideInPlace(2);
    }
}
