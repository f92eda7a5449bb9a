using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Labels;

/// <summary>
/// Writes the label into an image's first pixels: pixels 0 … C−1 become 0, and pixel y becomes <see cref="Value"/>. The default.
/// </summary>
/// <remarks>
/// Hinton (2022, section 3.3). The study writes the batch's largest pixel: 2.8215 for its standardised MNIST. A larger value makes
/// the label louder against the image. Neutral: <see cref="Value"/> / C in each of the C pixels.
/// </remarks>
public sealed class FirstPixelsOverlay : ILabelEmbedding
{
    /// <summary>Creates the overlay.</summary>
    /// <param name="value">What the label's pixel becomes; finite and not 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is 0 or not finite.</exception>
    public FirstPixelsOverlay(double value = 3.0)
    {
        if (value == 0 || !double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), value, "A label written as 0 or as no number cannot be read. Use a finite value other than 0; the default is 3.");
        Value = value;
    }

    /// <summary>What the label's pixel becomes.</summary>
    /// <value>The default is 3, chosen with inputs scaled to mean square 1.</value>
    public double Value { get; }

    /// <inheritdoc/>
    public Tensor Embed(Tensor images, Tensor labels, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        return Overlay(images, nn.functional.one_hot(labels, classes).to(images.dtype).mul_(Value));
    }

    /// <inheritdoc/>
    public Tensor EmbedNeutral(Tensor images, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        return Overlay(images, full([images.shape[0], classes], Value / classes, images.dtype, images.device));
    }

    /// <inheritdoc/>
    public string? FindProblem(ImageShape shape, int classes) => classes <= shape.Size
        ? null
        : $"{classes} classes need {classes} pixels for the label, and an image of {shape} has {shape.Size}.";

    private static Tensor Overlay(Tensor images, Tensor pixels)
    {
        Tensor embedded = images.clone();
        embedded.flatten(1).narrow(1, 0, pixels.shape[1]).copy_(pixels);
        return embedded.MoveToOuterDisposeScope();
    }
}
