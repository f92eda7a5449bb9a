using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Large patches of two images side by side: x⁻ = m · x + (1 − m) · xⱼ, with a mask m of 0 and 1 for each image. The other image j is
/// drawn uniformly from the batch's other images whose class is not the label shown.
/// </summary>
/// <remarks>
/// Such an image looks right in every part and wrong as a whole, so a layer has to learn the shape (Hinton 2022, section 3.2). The mask is
/// an image of random bits, blurred <see cref="Blurs"/> times with [1/4, 1/2, 1/4] in both directions and cut above 1/2; the blur repeats
/// the outermost bits beyond an edge. It is meant for networks that embed no label: the label returned is wrong for both images, and need
/// not be used. Hinton takes any other image for the second, and does not say how often he blurs. Where the batch holds no other image
/// that may be taken, the image stays as it is; for positives as a control (<see cref="CorruptingSampler"/>) the second is of another
/// class.
/// </remarks>
public sealed class HybridMaskSampler : CorruptingSampler
{
    /// <summary>Creates the sampler.</summary>
    /// <param name="blurs">How often the mask is blurred, at least 0: 0 mixes pixel by pixel, and more blurs make larger patches.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="blurs"/> is negative.</exception>
    public HybridMaskSampler(int blurs = 6)
    {
        Blurs = Require.AtLeast(0, blurs, nameof(blurs));
    }

    /// <summary>How often the mask is blurred.</summary>
    /// <value>The default is 6.</value>
    public int Blurs { get; }

    /// <inheritdoc/>
    public override Tensor Corrupt(LabelledBatch images, Tensor shownLabels, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = images.Checked().Images;
        Tensor partners = PartnerImages.OutsideClass(images.Labels, excluded: shownLabels, context);
        Tensor bits = TensorCreation.DrawWhole(0, 2, [pixels.shape[0], 1, pixels.shape[2], pixels.shape[3]], float32, context.Generator);
        Tensor mask = Blur(bits, Blurs).GreaterThan(0.5).to(pixels.device);
        return where(mask, pixels, pixels.index_select(0, partners)).MoveToOuterDisposeScope();
    }

    /// <summary>Blurs images with [1/4, 1/2, 1/4] in both directions.</summary>
    /// <param name="images">Images on the CPU, <c>[batch, 1, height, width]</c>.</param>
    /// <param name="times">How often.</param>
    /// <returns>New images of the same shape.</returns>
    internal static Tensor Blur(Tensor images, int times)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor wide = nn.functional.linear(images, BlurMatrix(images.shape[3], times)).transpose(2, 3);
        return nn.functional.linear(wide, BlurMatrix(images.shape[2], times)).transpose(2, 3).MoveToOuterDisposeScope();
    }

    // A blur along a line is a product with a matrix, and so are many: its power.
    private static Tensor BlurMatrix(long length, int times)
    {
        Tensor pixels = TensorCreation.Identity(length, float32, CPU);
        Tensor places = TensorCreation.Arange(length, int64, CPU);
        Tensor before = pixels.index_select(0, places.Subtract(1).AtLeast(0));
        Tensor after = pixels.index_select(0, places.Add(1).AtMost(length - 1));
        return before.Add(after).Divide(4).Add(pixels.Divide(2)).matrix_power(times);
    }
}
