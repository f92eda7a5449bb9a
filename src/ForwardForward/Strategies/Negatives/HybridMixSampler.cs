using ForwardForward.Faithful;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Two images laid over each other, with a label that is wrong for both: x⁻ = α · x + (1 − α) · xⱼ. For each image, α is drawn uniformly
/// from [<see cref="MinimumShare"/>, <see cref="MaximumShare"/>], and j from the batch's other images whose class is not the label shown.
/// </summary>
/// <remarks>
/// Images are mixed as in mixup (Zhang et al. 2018, arXiv 1710.09412). If the batch has no other image that may be taken, the image stays
/// as it is. <see cref="CorruptingSampler"/> says what a layer may learn instead. For corrupted positives, the second image has another
/// class. <see cref="FaithfulHybridMixSampler"/> takes any second image.
/// </remarks>
public sealed class HybridMixSampler : CorruptingSampler
{
    /// <summary>Creates the sampler; equal bounds fix α.</summary>
    /// <param name="minimumShare">The smallest α, 0 to 1.</param>
    /// <param name="maximumShare">The largest α, from <paramref name="minimumShare"/> to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is not from 0 to 1, or the largest is below the smallest.</exception>
    public HybridMixSampler(double minimumShare = 0.5, double maximumShare = 0.5)
    {
        MinimumShare = Require.Fraction(minimumShare, nameof(minimumShare));
        if (!(maximumShare >= minimumShare && maximumShare <= 1))
            throw new ArgumentOutOfRangeException(
                nameof(maximumShare), maximumShare, $"The largest share must be from the smallest, {minimumShare}, to 1.");
        MaximumShare = maximumShare;
    }

    /// <summary>The smallest α, the image's own share.</summary>
    /// <value>The default is 0.5.</value>
    public double MinimumShare { get; }

    /// <summary>The largest α, the image's own share.</summary>
    /// <value>The default is 0.5.</value>
    public double MaximumShare { get; }

    /// <inheritdoc/>
    public override Tensor Corrupt(LabelledBatch images, Tensor shownLabels, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = images.Checked().Images;
        Tensor partners = PartnerImages.OutsideClass(images.Labels, excluded: shownLabels, context);
        Tensor drawn = TensorCreation.DrawUniform([pixels.shape[0], 1, 1, 1], pixels.dtype, context.Generator);
        Tensor shares = drawn.Multiply(MaximumShare - MinimumShare).Add(MinimumShare);
        return pixels.index_select(0, partners).lerp_(pixels, shares.to(pixels.device)).MoveToOuterDisposeScope();
    }
}
