using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>
/// Other views of the same images: each is scaled, sheared, turned and shifted a little, by amounts of its own, and gets noise. For layers
/// that learn from two views of each image.
/// </summary>
/// <remarks>
/// <para>Every amount is drawn evenly between its limits. The four movements are one affine map about the image's centre, in pixels, so
/// that a circle stays round where the image is not square; it is applied in one bilinear resampling, the same for all channels, and what
/// comes in from outside repeats the edge. The defaults are gentle ones for digits of 28×28 pixels.</para>
/// <para>Immutable. A value out of its range is refused where it is set, with an <see cref="ArgumentOutOfRangeException"/>.</para>
/// </remarks>
public sealed record Augmentation
{
    /// <summary>The images as they are.</summary>
    /// <value>Every limit is 0.</value>
    public static Augmentation None { get; } = new() { Shift = 0, Rotation = 0, Scale = 0, Shear = 0, Noise = 0 };

    /// <summary>How far an image moves at most, in pixels, across and down, either way; at least 0. Parts of a pixel count.</summary>
    /// <value>The default is 2.</value>
    public double Shift { get; init => field = Require.NotNegative(value, nameof(Shift)); } = 2;

    /// <summary>How far an image turns at most, in degrees, either way; from 0 to 180.</summary>
    /// <value>The default is 10.</value>
    public double Rotation
    {
        get;
        init => field = value is >= 0 and <= 180 ? value : throw Refuse(nameof(Rotation), value, "from 0 to 180");
    } = 10;

    /// <summary>s, the relative change of size at most: lengths are multiplied by 1 − s to 1 + s; at least 0 and below 1.</summary>
    /// <value>The default is 0.1.</value>
    public double Scale { get; init => field = Require.BelowOne(value, nameof(Scale)); } = 0.1;

    /// <summary>How far upright lines lean at most, in degrees, either way; at least 0 and below 90.</summary>
    /// <value>The default is 5.</value>
    public double Shear
    {
        get;
        init => field = value is >= 0 and < 90 ? value : throw Refuse(nameof(Shear), value, "at least 0 and below 90");
    } = 5;

    /// <summary>σ, the standard deviation of the noise on every pixel, in the units of the pixels; at least 0.</summary>
    /// <value>The default is 0.1.</value>
    public double Noise { get; init => field = Require.NotNegative(value, nameof(Noise)); } = 0.1;

    private bool Moves => Shift > 0 || Rotation > 0 || Scale > 0 || Shear > 0;

    /// <summary>Makes one view of each image.</summary>
    /// <param name="images">Images as 32-bit floats on any device, <c>[batch, channels, height, width]</c>. They stay as they are.</param>
    /// <param name="generator">
    /// The only source of randomness, on the CPU. Every call draws five numbers an image, then one a pixel, whatever the limits are: two
    /// settings that start from the same state differ in nothing but their limits.
    /// </param>
    /// <returns>
    /// New images of the same shape on the same device. Where nothing may move they are not resampled:
    /// but for the noise, bit by bit the same.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="images"/> has another shape or type, or is empty.</exception>
    public Tensor Apply(Tensor images, Generator generator)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(generator);
        if (images.ndim != 4 || images.dtype != ScalarType.Float32 || images.numel() == 0)
            throw new ArgumentException(
                $"Images must be at least one, [batch, channels, height, width] of Float32, but are [{string.Join(", ", images.shape)}] of "
                    + $"{images.dtype}.",
                nameof(images));

        Expect.InMemory(images);
        using DisposeScope scope = NewDisposeScope();
        Tensor draws = TensorCreation.DrawUniform([images.shape[0], 5], float32, generator).Multiply(2).Subtract(1);
        Tensor noise = TensorCreation.DrawNormal(images.shape, float32, generator);
        Tensor views = Moves ? AffineMaps.Resample(images, DrawMaps(draws)) : images.clone();
        if (Noise > 0)
            views = noise.MultiplyInPlace(Noise).to(images.device).AddInPlace(views);
        return views.MoveToOuterDisposeScope();
    }

    // From draws in [−1, 1), [batch, 5].
    private Tensor DrawMaps(Tensor draws)
    {
        Tensor[] drawn = draws.unbind(1);
        return AffineMaps.Backwards(
            drawn[0].Multiply(Rotation), drawn[1].Multiply(Scale).Add(1), drawn[2].Multiply(Shear), drawn[3].Multiply(Shift),
            drawn[4].Multiply(Shift));
    }

    private static ArgumentOutOfRangeException Refuse(string name, double value, string what) =>
        new(name, value, $"{name} must be {what} degrees.");
}
