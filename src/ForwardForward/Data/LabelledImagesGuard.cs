using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>What must hold of images, labels and positions before they enter a <see cref="LabelledImages"/>.</summary>
internal static class LabelledImagesGuard
{
    public static void Check(Tensor images, Tensor labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(labels);
        if (classes < 2)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, "A classification needs at least 2 classes.");
        if (images.is_sparse)
            throw new ArgumentException(
                $"Images must be dense, but are sparse {Describe(images)}. Give images.to_dense().", nameof(images));
        if (images.ndim is not (2 or 4))
            throw new ArgumentException(
                $"Images must be [n, channels, height, width], or vectors [n, features], but are {Describe(images)}. Reshape them, for "
                    + "example view(-1, 1, 28, 28).",
                nameof(images));
        if (images.shape is [_, > 4 and var height, var width, 1 or 3 or 4] && height == width)
            throw new ArgumentException(
                $"Images must be [n, channels, height, width], but are {Describe(images)}, which looks like channels last. Give "
                    + "images.permute(0, 3, 1, 2).contiguous().",
                nameof(images));
        if (images.dtype != ScalarType.Byte && !images.is_floating_point())
            throw new ArgumentException(
                $"Images must be bytes (0 to 255) or floating-point, but are {images.dtype}. Convert them first, for example with to_type.",
                nameof(images));
        if (images.shape.Any(length => length == 0))
            throw new ArgumentException(
                $"Images are empty: {Describe(images)}. At least one image of at least one pixel is needed.", nameof(images));
        if (labels.ndim != 1 || !labels.is_integral())
            throw new ArgumentException(
                $"Labels must be one integer an image, [n], but are {Describe(labels)} of {labels.dtype}.", nameof(labels));
        if (labels.shape[0] != images.shape[0])
            throw new ArgumentException(
                $"There are {images.shape[0]} images but {labels.shape[0]} labels. Every image needs exactly one label.", nameof(labels));
    }

    public static void CheckFinite(Tensor images)
    {
        Expect.InMemory(images);
        using DisposeScope scope = NewDisposeScope();
        if (float.IsFinite(images.flatten().sum([0], type: float32).item<float>()))
            return; // One cheap pass: a sum is finite only if all its terms are. The reverse does not hold, so look closer.
        Tensor flat = images.flatten(1);
        int index = flat.isfinite().all(1).cpu().data<bool>().ToArray().AsSpan().IndexOf(false);
        if (index < 0)
            return;
        throw new ArgumentException(
            $"Image {index} holds NaN or infinity. Clean the images before they are used: one such value spoils every weight.",
            nameof(images));
    }

    public static void CheckRange(Tensor labels, int classes)
    {
        using DisposeScope scope = NewDisposeScope();
        (int index, long value) = FirstOutside(Expect.InMemory(labels), classes);
        if (index >= 0)
            throw new ArgumentException(
                $"Label {index} is {value}, but with {classes} classes labels run from 0 to {classes - 1}. "
                + "Correct it or raise the number of classes.",
                nameof(labels));
    }

    public static void CheckIndices(Tensor indices, int count)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (indices.ndim != 1 || !indices.is_integral() || indices.shape[0] == 0)
            throw new ArgumentException(
                $"Positions must be a list [m] of at least one integer, but are {Describe(indices)} of {indices.dtype}.", nameof(indices));
        using DisposeScope scope = NewDisposeScope();
        (int index, long value) = FirstOutside(Expect.InMemory(indices).to_type(ScalarType.Int64), count);
        if (index >= 0)
            throw new ArgumentException(
                $"Position {index} of the list is {value}, but there are {count} images: positions run from 0 to {count - 1}.",
                nameof(indices));
    }

    /// <summary>The first entry outside [0, limit), or index −1. Works inside the caller's dispose scope.</summary>
    private static (int Index, long Value) FirstOutside(Tensor values, long limit)
    {
        if (values.min().item<long>() >= 0 && values.max().item<long>() < limit)
            return (-1, 0);
        long[] entries = values.cpu().data<long>().ToArray();
        int index = Array.FindIndex(entries, value => value < 0 || value >= limit);
        return (index, entries[index]);
    }

    private static string Describe(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
