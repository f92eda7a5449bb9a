using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>
/// Makes other views of images: each image is cropped, mirrored, turned and moved a little, and gets other colours, a patch and noise, all
/// by its own random amounts. For training (<see cref="TrainingOptions.Augmentation"/>), and for layers that learn from two views of each
/// image.
/// </summary>
/// <remarks>
/// <para>Every amount is drawn uniformly between its limits. Crop, scale, shear, rotation and shift are one affine map about the image's
/// centre. It is measured in pixels, so a circle stays round even if the image is not square. One bilinear resampling applies it, the same
/// for all channels, and pixels from outside repeat the edge. Then the image is mirrored, its colours change, a patch is covered, and
/// noise is added. Pixels may leave their range: nothing is cut off.</para>
/// <para>It changes images before a network scales them. The defaults are gentle ones for digits of 28×28 pixels;
/// <see cref="Photographs"/> has others. Immutable. A value out of its range is refused where it is set, with an
/// <see cref="ArgumentOutOfRangeException"/>.</para>
/// </remarks>
public sealed record Augmentation
{
    /// <summary>The most that width and height of a crop differ, as a factor: Szegedy et al. (CVPR 2015, section 6) take 4/3.</summary>
    private static readonly double WidestAspect = Math.Log(4.0 / 3);

    /// <summary>The images as they are.</summary>
    /// <value>Every limit is 0, and the crop 1.</value>
    public static Augmentation None { get; } = new() { Shift = 0, Rotation = 0, Scale = 0, Shear = 0, Noise = 0 };

    /// <summary>For photographs of objects that may be anywhere in the image and face either way.</summary>
    /// <value>
    /// Crops of half of the image or more, mirrored half of the time, with brightness, contrast and saturation up to a fifth less or more.
    /// </value>
    public static Augmentation Photographs { get; } =
        None with { Crop = 0.5, Mirror = 0.5, Brightness = 0.2, Contrast = 0.2, Saturation = 0.2 };

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

    /// <summary>
    /// The smallest share of the image's area that a random crop keeps, which then fills the image; above 0, at most 1.
    /// Its width and height differ by up to a third, drawn evenly on a logarithmic scale.
    /// </summary>
    /// <value>The default is 1: nothing is cut off.</value>
    public double Crop { get; init => field = Require.PositiveFraction(value, nameof(Crop)); } = 1;

    /// <summary>How likely an image is mirrored, left for right; from 0 to 1. Not for digits and letters.</summary>
    /// <value>The default is 0.</value>
    public double Mirror { get; init => field = Require.Fraction(value, nameof(Mirror)); }

    /// <summary>b: pixels are multiplied by 1 − b to 1 + b; at least 0 and below 1.</summary>
    /// <value>The default is 0.</value>
    public double Brightness { get; init => field = Require.BelowOne(value, nameof(Brightness)); }

    /// <summary>c: the distance of pixels from the image's mean is multiplied by 1 − c to 1 + c; at least 0 and below 1.</summary>
    /// <value>The default is 0.</value>
    public double Contrast { get; init => field = Require.BelowOne(value, nameof(Contrast)); }

    /// <summary>
    /// s: the distance of colours from grey is multiplied by 1 − s to 1 + s; at least 0 and below 1. Of images with three channels.
    /// </summary>
    /// <value>The default is 0.</value>
    public double Saturation { get; init => field = Require.BelowOne(value, nameof(Saturation)); }

    /// <summary>How likely an image of three channels loses its colours; from 0 to 1.</summary>
    /// <value>The default is 0.</value>
    public double Grey { get; init => field = Require.Fraction(value, nameof(Grey)); }

    /// <summary>
    /// The side of a square that is covered with the image's mean colour, as a share of the image's shorter side; at least 0 and below 1.
    /// Its centre lies anywhere, so part of it may be outside (cutout; DeVries and Taylor, 2017).
    /// </summary>
    /// <value>The default is 0.</value>
    public double Cutout { get; init => field = Require.BelowOne(value, nameof(Cutout)); }

    /// <summary>Whether nothing is changed.</summary>
    internal bool ChangesNothing => this == None;

    private bool Moves => Shift > 0 || Rotation > 0 || Scale > 0 || Shear > 0 || Crop < 1;

    private bool Recolours => Brightness > 0 || Contrast > 0 || Saturation > 0 || Grey > 0;

    private bool IsForPhotographs => Crop < 1 || Mirror > 0 || Recolours || Cutout > 0;

    /// <summary>Makes one view of each image.</summary>
    /// <param name="images">Images as 32-bit floats on any device, <c>[batch, channels, height, width]</c>. They stay as they are.</param>
    /// <param name="generator">
    /// The only source of randomness, on the CPU. A call draws five numbers for each image, eleven more if a setting for photographs is
    /// on, and one for each pixel if there is noise. So two settings that start from the same state differ only in their limits.
    /// </param>
    /// <returns>
    /// New images of the same shape on the same device. Where nothing may move they are not resampled:
    /// but for what else changes, bit by bit the same.
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
        return Draw(images.shape, generator).Apply(images).MoveToOuterDisposeScope();
    }

    /// <summary>Draws what happens to each image of a batch of a shape, <c>[batch, channels, height, width]</c>.</summary>
    internal DrawnAugmentation Draw(long[] shape, Generator generator)
    {
        long batch = shape[0];
        Tensor movements = TensorCreation.DrawUniform([batch, 5], float32, generator).Multiply(2).Subtract(1);
        Tensor[] drawn = IsForPhotographs ? TensorCreation.DrawUniform([batch, 11], float32, generator).unbind(1) : [];
        return new DrawnAugmentation
        {
            Maps = !Moves ? null : Crop < 1 ? CropMaps(DrawMaps(movements), drawn, shape) : DrawMaps(movements),
            Mirrored = Mirror > 0 ? drawn[4].LessThan(Mirror).view(batch, 1, 1, 1) : null,
            Colours = Recolours
                ? stack([Factors(drawn[5], Brightness), Factors(drawn[6], Contrast), Saturations(drawn[7], drawn[8])], 0)
                    .view(3, batch, 1, 1, 1)
                : null,
            Covered = Cutout > 0 ? Patches(drawn[9], drawn[10], shape) : null,
            Noise = Noise > 0 ? TensorCreation.DrawNormal(shape, float32, generator).MultiplyInPlace(Noise) : null,
        };
    }

    // From draws in [−1, 1), [batch, 5].
    private Tensor DrawMaps(Tensor draws)
    {
        Tensor[] drawn = draws.unbind(1);
        return AffineMaps.Backwards(
            drawn[0].Multiply(Rotation), drawn[1].Multiply(Scale).Add(1), drawn[2].Multiply(Shear), drawn[3].Multiply(Shift),
            drawn[4].Multiply(Shift));
    }

    /// <summary>The maps, of places in a crop of the image.</summary>
    private Tensor CropMaps(Tensor maps, Tensor[] drawn, long[] shape)
    {
        Tensor area = drawn[0].Multiply(1 - Crop).Add(Crop), aspect = drawn[1].Multiply(2).Subtract(1).Multiply(WidestAspect).exp();
        Tensor width = (area * aspect).sqrt().AtMost(1), height = (area / aspect).sqrt().AtMost(1);
        return AffineMaps.InCrop(
            maps, width, height, width.SubtractFrom(1) * drawn[2].Subtract(0.5).Multiply(shape[3]),
            height.SubtractFrom(1) * drawn[3].Subtract(0.5).Multiply(shape[2]));
    }

    private static Tensor Factors(Tensor drawn, double most) => drawn.Multiply(2 * most).Add(1 - most);

    private Tensor Saturations(Tensor drawn, Tensor forGrey) => Factors(drawn, Saturation) * forGrey.LessThan(Grey).logical_not();

    private Tensor Patches(Tensor across, Tensor down, long[] shape)
    {
        double half = Cutout * Math.Min(shape[2], shape[3]) / 2;
        return (Near(down, shape[2], half).unsqueeze(2) & Near(across, shape[3], half).unsqueeze(1)).unsqueeze(1);
    }

    /// <summary>Which pixels of a side have their centre nearer to a drawn place than that, <c>[batch, length]</c>.</summary>
    private static Tensor Near(Tensor drawn, long length, double distance) =>
        (TensorCreation.Arange(length, float32, CPU).Add(0.5) - drawn.Multiply(length).unsqueeze(1)).abs().LessThan(distance);

    private static ArgumentOutOfRangeException Refuse(string name, double value, string what) =>
        new(name, value, $"{name} must be {what} degrees.");
}
