using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The image with holes, under a wrong label: each pixel, with all its channels, becomes <see cref="Value"/> with the probability
/// <see cref="Fraction"/>, independently of the others.
/// </summary>
/// <remarks>
/// The masking noise of denoising autoencoders (Vincent et al. 2008, 2010). In standardised images 0 is a mid grey and not the background:
/// give the background's value to hide the holes. See <see cref="CorruptingSampler"/> for what it may teach instead.
/// </remarks>
public sealed class MaskedPixelsSampler : CorruptingSampler
{
    /// <summary>Creates the sampler.</summary>
    /// <param name="fraction">The probability of a hole, 0 to 1.</param>
    /// <param name="value">What a hole is filled with; finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="fraction"/> is no probability, or <paramref name="value"/> is not finite.
    /// </exception>
    public MaskedPixelsSampler(double fraction = 0.3, double value = 0)
    {
        Fraction = Require.Fraction(fraction, nameof(fraction));
        Value = Require.Finite(value, nameof(value));
    }

    /// <summary>The probability that a pixel is masked.</summary>
    /// <value>The default is 0.3.</value>
    public double Fraction { get; }

    /// <summary>What a masked pixel becomes.</summary>
    /// <value>The default is 0.</value>
    public double Value { get; }

    /// <inheritdoc/>
    public override Tensor Corrupt(LabelledBatch images, Tensor shownLabels, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = Expect.Images(images.Images);
        Tensor holes = TensorCreation.DrawUniform([pixels.shape[0], 1, pixels.shape[2], pixels.shape[3]], float32, context.Generator)
            .LessThan(Fraction);
        return pixels.MaskedFill(holes.to(pixels.device), Value).MoveToOuterDisposeScope();
    }
}
