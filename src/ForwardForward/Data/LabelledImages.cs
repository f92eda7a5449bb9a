using System.Globalization;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>Images with one class label each, checked once when made: every later step can rely on types, shapes and label range.</summary>
/// <remarks>
/// An instance owns its two tensor handles, which belong to no dispose scope, and frees them in <see cref="Dispose"/>. It is not changed
/// after construction; reading it from several threads is safe. It may be disposed at any time: what trains or measures on it ends first.
/// </remarks>
public sealed class LabelledImages : IDisposable
{
    /// <summary>Checks the tensors and takes a handle of its own on each.</summary>
    /// <param name="images">
    /// Images <c>[n, channels, height, width]</c>, or vectors <c>[n, features]</c>, which are images of 1×1×features. Bytes stay bytes,
    /// and are read as value / 255, in [0, 1]; other floating types are converted to float32.
    /// </param>
    /// <param name="labels">Integer labels <c>[n]</c>, each in [0, <paramref name="classes"/>); they go to the images' device.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <remarks>
    /// The caller keeps its tensors and disposes them as before. Contiguous images of bytes or float32 and int64 labels are
    /// <em>shared</em>, not copied: do not change them in place afterwards. Everything else, labels on another device too, is copied by
    /// the conversion.
    /// </remarks>
    /// <exception cref="ArgumentNullException">A tensor is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2.</exception>
    /// <exception cref="ArgumentException">
    /// Wrong element type or number of dimensions, different counts, no image, a label out of range, or an image with NaN or infinity. The
    /// message names the first such label or image.
    /// </exception>
    public LabelledImages(Tensor images, Tensor labels, int classes)
    {
        LabelledImagesGuard.Check(images, labels, classes);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable? outside = InferenceMode.Leave();
        if (outside is not null)
            (images, labels) = (images.clone(), labels.clone()); // What is made in that mode cannot be learned from.
        Tensor ownImages = (images.ndim == 2 ? images.unsqueeze(1).unsqueeze(1) : images)
            .detach().to_type(images.dtype == ScalarType.Byte ? ScalarType.Byte : ScalarType.Float32).contiguous();
        Tensor ownLabels = labels.detach().to_type(ScalarType.Int64).contiguous();
        if (images.dtype != ScalarType.Byte)
            LabelledImagesGuard.CheckFinite(ownImages);
        LabelledImagesGuard.CheckRange(ownLabels, classes);

        Images = ownImages.DetachFromDisposeScope();
        Labels = ownLabels.to(ownImages.device).DetachFromDisposeScope();
        Classes = classes;
        (Shape, CountWhenMade) = (ShapeOf(Images), Labels.shape[0]);
        Lifetime = Owner();
    }

    /// <summary>For parts of an instance that is already checked: takes over handles which belong to no dispose scope.</summary>
    private LabelledImages(int classes, Tensor ownImages, Tensor ownLabels, Standardisation? standardisation)
    {
        Images = Pixels.Know(ownImages, standardisation);
        Labels = ownLabels;
        Classes = classes;
        Standardisation = standardisation;
        (Shape, CountWhenMade) = (ShapeOf(ownImages), Labels.shape[0]);
        Lifetime = Owner();
    }

    /// <summary>
    /// The images: bytes or float32, contiguous, <c>[n, channels, height, width]</c>. Owned by this instance: do not dispose or change it.
    /// </summary>
    /// <remarks>
    /// Bytes take a quarter of the memory. Everything that reads images, such as <c>Predict</c>, takes them for value / 255 and scales them
    /// by the <see cref="Standardisation"/>, where there is one. They are not scaled here: for arithmetic of your own there are
    /// <see cref="ToFloat32"/> and <see cref="Standardisation.Apply"/>.
    /// </remarks>
    public Tensor Images { get; }

    /// <summary>
    /// The labels: int64, contiguous, <c>[n]</c>, each in [0, <see cref="Classes"/>), on the images' device. Owned by this instance:
    /// do not dispose or change it.
    /// </summary>
    public Tensor Labels { get; }

    /// <summary>Number of classes, also of those that no image here belongs to.</summary>
    public int Classes { get; }

    /// <summary>The shape of one image.</summary>
    public ImageShape Shape { get; }

    /// <summary>
    /// What networks and baselines scale these images by, as <see cref="ImageDataset.Standardise()"/> measured it; null where nobody has:
    /// then a network scales them as it does all others, by its own. <value>Default: null.</value>
    /// </summary>
    public Standardisation? Standardisation { get; }

    /// <summary>Number of images, at least 1.</summary>
    /// <exception cref="ObjectDisposedException">This instance is disposed.</exception>
    public int Count
    {
        get
        {
            using Lifetime.Use held = Lifetime.Enter();
            return checked((int)Labels.shape[0]);
        }
    }

    internal Lifetime Lifetime { get; }

    /// <summary>Number of images, which stays to be told when this instance is disposed.</summary>
    internal long CountWhenMade { get; }

    /// <summary>The images in one line.</summary>
    /// <returns>Such as "60000 images of 1×28×28 in 10 classes".</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{CountWhenMade} images of {Shape} in {Classes} classes");

    /// <summary>The first <paramref name="count"/> images, in order. The result shares the pixels and may outlive this instance.</summary>
    /// <param name="count">How many images, 1 to <see cref="Count"/>.</param>
    /// <returns>A new instance, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1 or above <see cref="Count"/>.</exception>
    public LabelledImages Take(int count)
    {
        using Lifetime.Use held = Lifetime.Enter();
        if (count < 1 || count > Count)
            throw new ArgumentOutOfRangeException(nameof(count), count, $"There are {Count} images: take between 1 and {Count} of them.");
        return new LabelledImages(
            Classes,
            Images.narrow(0, 0, count).DetachFromDisposeScope(),
            Labels.narrow(0, 0, count).DetachFromDisposeScope(),
            Standardisation);
    }

    /// <summary>The images at the given positions, in the given order, repeats allowed. The pixels are copied.</summary>
    /// <param name="indices">Integer positions <c>[m]</c>, m ≥ 1, each in [0, <see cref="Count"/>). Stays the caller's.</param>
    /// <returns>A new instance, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="indices"/> is null.</exception>
    /// <exception cref="ArgumentException">Not a list of integers, empty, or a position out of range (the first one is named).</exception>
    public LabelledImages Select(Tensor indices)
    {
        using Lifetime.Use held = Lifetime.Enter();
        LabelledImagesGuard.CheckIndices(indices, Count);
        using DisposeScope scope = NewDisposeScope();
        using IDisposable? outside = InferenceMode.Leave();
        Tensor positions = indices.detach().to_type(ScalarType.Int64).to(Images.device);
        return new LabelledImages(
            Classes,
            Images.index_select(0, positions).DetachFromDisposeScope(),
            Labels.index_select(0, positions).DetachFromDisposeScope(),
            Standardisation);
    }

    /// <summary>The images of some classes, in order; the number of classes stays. The pixels are copied.</summary>
    /// <param name="labels">The classes to keep.</param>
    /// <returns>A new instance, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentException">No image is of these classes.</exception>
    public LabelledImages OfClasses(params long[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using Lifetime.Use held = Lifetime.Enter();
        using DisposeScope scope = NewDisposeScope();
        long[] positions = [.. Labels.cpu().data<long>()
            .Select((label, index) => (label, index)).Where(image => labels.Contains(image.label)).Select(image => (long)image.index)];
        if (positions.Length == 0)
            throw new ArgumentException($"None of the {Count} images is of the classes {string.Join(", ", labels)}.", nameof(labels));
        return Select(TensorCreation.CopyOf(positions));
    }

    /// <summary>
    /// Splits off <paramref name="count"/> images chosen at random so that every class keeps its share: exactly up to rounding, where the
    /// classes with the largest remainder (ties: the lower class) get one image more. Both halves keep the order of this instance; the
    /// pixels are copied. The same seed gives the same split, on any machine.
    /// </summary>
    /// <param name="count">Size of <c>Part</c>, 1 to <see cref="Count"/> − 1.</param>
    /// <param name="seed">Any number; decides which images are chosen.</param>
    /// <returns>What is left, and the part split off: two new instances, to be disposed by the caller.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> leaves one of the two halves empty.</exception>
    public (LabelledImages Kept, LabelledImages Part) SplitStratified(int count, long seed)
    {
        using Lifetime.Use held = Lifetime.Enter();
        if (count < 1 || count >= Count)
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"There are {Count} images, and both halves need at least one: split off between 1 and {Count - 1}.");
        using DisposeScope scope = NewDisposeScope();
        long[] labels = Labels.cpu().data<long>().ToArray();
        (long[] kept, long[] part) = StratifiedSplit.Divide(labels, Classes, count, seed);
        return (Select(TensorCreation.CopyOf(kept)), Select(TensorCreation.CopyOf(part)));
    }

    /// <summary>
    /// The same images in float32: bytes become value / 255. Float32 images are shared, not copied. They are not scaled, and know the same
    /// <see cref="Standardisation"/>.
    /// </summary>
    /// <returns>A new instance whose <see cref="Images"/> are float32, to be disposed by the caller.</returns>
    public LabelledImages ToFloat32() => Map(images => Pixels.AsRead(images).alias(), Standardisation);

    /// <summary>The same images, shared, that know what they are scaled by.</summary>
    /// <exception cref="ArgumentException">It does not fit the images.</exception>
    internal LabelledImages StandardisedBy(Standardisation standardisation) =>
        standardisation.FindProblem(Shape.Channels, Shape.Height, Shape.Width) is { } problem
            ? throw new ArgumentException(problem, nameof(standardisation))
            : Map(images => images.alias(), standardisation);

    /// <summary>
    /// Hands out images as they are, which know what scales them, and labels in micro-batches, in order; a micro-batch and
    /// what is made of it are gone afterwards.
    /// </summary>
    internal void ForEachMicroBatch(int rows, Action<Tensor, Tensor> use, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using Lifetime.Use held = Lifetime.Enter();
        for (int start = 0; start < Count; start += rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            int length = Math.Min(rows, Count - start);
            Tensor images = Pixels.Rows(Images, start, length);
            Lifetime.Own(images); // So they are not checked again.
            use(images, Labels.narrow(0, start, length));
            progress?.Report((double)(start + length) / Count);
        }
    }

    /// <summary>
    /// The same labels with other pixels, which the caller vouches for: bytes or float32, finite, contiguous, of the same count; on any
    /// device.
    /// </summary>
    internal LabelledImages Map(Func<Tensor, Tensor> transform, Standardisation? standardisation = null)
    {
        using Lifetime.Use held = Lifetime.Enter();
        using DisposeScope scope = NewDisposeScope();
        Tensor images = transform(Images), labels = Labels.narrow(0, 0, Count).to(images.device);
        return new LabelledImages(Classes, images.DetachFromDisposeScope(), labels.DetachFromDisposeScope(), standardisation);
    }

    /// <summary>
    /// Frees both tensors. Instances made by <see cref="Take"/>, <see cref="Select"/> and <see cref="SplitStratified"/> live on.
    /// </summary>
    public void Dispose() => Lifetime.End();

    private Lifetime Owner()
    {
        Lifetime owner = new(nameof(LabelledImages), () =>
        {
            Images.Dispose();
            Labels.Dispose();
        });
        owner.Own(Images);
        owner.Own(Labels);
        return owner;
    }

    private static ImageShape ShapeOf(Tensor images) =>
        new(checked((int)images.shape[1]), checked((int)images.shape[2]), checked((int)images.shape[3]));
}
