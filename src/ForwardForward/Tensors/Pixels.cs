using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Images as networks read them: float32. Bytes, in which images are kept, stand for fractions of 255.</summary>
internal static class Pixels
{
    /// <summary>The byte that stands for 1.</summary>
    public const float Brightest = 255;

    private static readonly ConditionalWeakTable<Tensor, Standardisation> Known = [];

    /// <summary>Byte images scaled to [0, 1], in a new tensor; every other tensor is given back as it is.</summary>
    public static Tensor AsRead(Tensor images)
    {
        if (images.dtype != ScalarType.Byte)
            return images;
        using Tensor brightest = TensorCreation.Full([], Brightest, float32, images.device); // A GPU divides by no number exactly.
        return images.to_type(ScalarType.Float32).div_(brightest);
    }

    /// <summary>Images as a layer sees them: on a device, float32, and scaled. A handle of its own.</summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>. Bytes are moved as such.</param>
    /// <param name="by">What they are scaled by; null for nothing.</param>
    /// <param name="device">Where they go.</param>
    public static Tensor Read(Tensor images, Standardisation? by, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor read = AsRead(images.to(device));
        return (by is null or { ChangesNothing: true } ? read.alias() : by.Scale(read)).MoveToOuterDisposeScope();
    }

    /// <summary>What images are known to be scaled by: those of labelled images, and rows of them; null for all others.</summary>
    public static Standardisation? StandardisationOf(Tensor images) => Known.TryGetValue(images, out Standardisation? by) ? by : null;

    /// <summary>Says what images are to be scaled by, whoever reads them; null says nothing.</summary>
    /// <returns>The same images.</returns>
    public static Tensor Know(Tensor images, Standardisation? by)
    {
        if (by is not null)
            Known.AddOrUpdate(images, by);
        return images;
    }

    /// <summary>Some rows of images, which know what all of them do.</summary>
    public static Tensor Rows(Tensor images, long start, long length) =>
        Know(images.narrow(0, start, length), StandardisationOf(images));

    /// <summary>Images that are scaled already, as those of a batch are, for whoever would scale them.</summary>
    public static Tensor AlreadyRead(Tensor images) => Know(images.alias(), Standardisation.None);
}
