using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The image with noise on every pixel, under a wrong label: x⁻ = x + σ · N(0, 1).</summary>
/// <remarks>
/// The corruption of denoising autoencoders (Vincent et al. 2008, 2010). See <see cref="CorruptingSampler"/> for what it may teach instead.
/// </remarks>
public sealed class GaussianNoiseSampler : CorruptingSampler
{
    /// <summary>Creates the sampler.</summary>
    /// <param name="deviation">σ, at least 0; 0 leaves the images clean.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviation"/> is negative or not finite.</exception>
    public GaussianNoiseSampler(double deviation = 0.3)
    {
        Deviation = Require.NotNegative(deviation, nameof(deviation));
    }

    /// <summary>σ, the noise's standard deviation, in the units of the pixels.</summary>
    /// <value>The default is 0.3.</value>
    public double Deviation { get; }

    /// <inheritdoc/>
    public override Tensor Corrupt(LabelledBatch images, Tensor shownLabels, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        Tensor pixels = Expect.Images(images.Images);
        Tensor noise =
            TensorCreation.DrawNormal(pixels.shape, pixels.dtype, context.Generator).MultiplyInPlace(Deviation).to(pixels.device);
        return noise.AddInPlace(pixels).MoveToOuterDisposeScope();
    }
}
