using System.Globalization;
using System.Runtime.CompilerServices;
using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Writes over an image's first C values, one a class: what the overlays have in common.</summary>
internal static class FirstPixels
{
    private const double LargestLoss = 0.1; // Of the mean variance of a pixel. Garments that reach into the corner have less.
    private const double MostTimes = 100;

    /// <summary>New images whose slot of the label holds <paramref name="value"/>, a scalar, and whose other slots hold 0.</summary>
    public static Tensor Write(Tensor images, Tensor labels, int classes, Tensor value)
    {
        using DisposeScope scope = NewDisposeScope();
        int count = Slots(images, classes);
        Tensor shown = Expect.Beside(Expect.Classes(labels, count, images.shape[0]), images);
        Tensor slots = nn.functional.one_hot(shown, count).to(images.dtype).mul_(value);
        return Overwrite(images, slots).MoveToOuterDisposeScope();
    }

    /// <summary>New images with <paramref name="value"/>, a scalar, spread evenly over the slots.</summary>
    public static Tensor WriteNeutral(Tensor images, int classes, Tensor value)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor slots = value.Divide(Slots(images, classes)).expand(images.shape[0], classes);
        return Overwrite(images, slots).MoveToOuterDisposeScope();
    }

    /// <summary>The largest value of images, a scalar.</summary>
    public static Tensor Largest(Tensor images, [CallerArgumentExpression(nameof(images))] string? name = null) =>
        Expect.InMemory(Expect.Images(images, name), name).max();

    public static string? FindProblem(ImageShape shape, int classes) => classes <= shape.Size
        ? null
        : $"{classes} classes need {classes} pixels for the label, and an image of {shape} has {shape.Size}.";

    /// <summary>Whether the slots hold what tells images apart, in a sentence each.</summary>
    public static IEnumerable<string> FindLosses(Tensor images, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor variances = Expect.InMemory(images).flatten(1).to(float32).std([0], unbiased: false).Square();
        double covered = variances.narrow(0, 0, Slots(images, classes)).mean().item<float>(), everywhere = variances.mean().item<float>();
        return covered <= LargestLoss * everywhere ? [] :
        [
            $"The label is written over the first {classes} values of an image, and in the training images they vary as others do: what "
                + "they say is lost. Use AppendedLabel, which puts the label behind the image, or layers that need no label in it, such as "
                + "AddProjection; convolutions, which need an image's shape, read WaveLabelPattern.",
        ];
    }

    /// <summary>Whether a label of a value stands out from the pixels, in a sentence each.</summary>
    public static IEnumerable<string> FindFaintness(Tensor images, double value)
    {
        using DisposeScope scope = NewDisposeScope();
        double largest = Math.Max(Expect.InMemory(images).max().to(float32).item<float>(), -images.min().to(float32).item<float>());
        string pixels = string.Create(
            CultureInfo.InvariantCulture, $"The label is written as {value:G4}, and the training images' pixels reach {largest:G4}");
        return Math.Abs(value) < largest ? [$"{pixels}: it hardly stands out. Scale the images to [0, 1], or raise the overlay's value."]
            : Math.Abs(value) > MostTimes * largest ? [$"{pixels}: were they divided by 255 twice? Scale them to [0, 1]."]
            : [];
    }

    /// <summary>The classes, where an image has a pixel for each.</summary>
    public static int Slots(Tensor images, int classes) => classes >= 1 && classes <= Expect.Images(images).numel() / images.shape[0]
        ? classes
        : throw new ArgumentOutOfRangeException(
            nameof(classes), classes,
            $"An image of [{string.Join(", ", images.shape.Skip(1))}] shows one of 1 to {images.numel() / images.shape[0]} classes, a "
                + "pixel each.");

    private static Tensor Overwrite(Tensor images, Tensor slots)
    {
        Tensor flat = images.flatten(1);
        long written = slots.shape[1];
        return cat([slots, flat.narrow(1, written, flat.shape[1] - written)], 1).view(images.shape);
    }
}
