using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>What <see cref="ImageDatasets.FromFolder"/> makes of the images that it finds.</summary>
/// <remarks>Immutable. A value out of its range is refused where it is set, with an <see cref="ArgumentOutOfRangeException"/>.</remarks>
public sealed class ImageFolderOptions
{
    /// <summary>
    /// The shape that every image gets: 1 channel for grey or 3 for colour, then height and width, each from 1 to 16,384 pixels.
    /// A dense layer has a weight for every value, so begin small.
    /// </summary>
    /// <value>The default is 3×32×32, as CIFAR-10 has it: small enough to try anything in minutes. Photographs may need 64 or 96.</value>
    public ImageShape Shape { get; init => field = ImageFile.Checked(value, nameof(Shape)); } = new(3, 32, 32);

    /// <summary>How images of other sizes are brought to that shape.</summary>
    /// <value>The default is <see cref="ImageFit.Crop"/>.</value>
    public ImageFit Fit { get; init => field = Require.Member(value, nameof(Fit)); }

    /// <summary>
    /// Whether files that cannot be read are left out, and named in <see cref="Progress"/>. Otherwise they are an
    /// error that names them all.
    /// </summary>
    /// <value>The default is false.</value>
    public bool SkipUnreadable { get; init; }

    /// <summary>
    /// The most pixels that an image may have, at least 1. A larger one counts as unreadable, and its header alone is read: a file of a few
    /// kilobytes can claim to be an image of gigabytes.
    /// </summary>
    /// <value>The default is 50,000,000.</value>
    public long MostPixels { get; init => field = Require.AtLeast(1, value, nameof(MostPixels)); } = ImageFile.UsualMostPixels;

    /// <summary>
    /// Which part of the images is for testing, above 0 and below 1, where there is no folder <c>test</c>. Every class keeps its share.
    /// </summary>
    /// <value>The default is 0.2.</value>
    public double TestFraction { get; init => field = Require.ProperFraction(value, nameof(TestFraction)); } = 0.2;

    /// <summary>Any number, which decides what images are for testing where there is no folder <c>test</c>.</summary>
    /// <value>The default is 0.</value>
    public long Seed { get; init; }

    /// <summary>Told after every file, from the thread that read it, never from two at once.</summary>
    /// <value>The default is none.</value>
    public IProgress<ImageFolderProgress>? Progress { get; init; }

    /// <summary>Stops the reading, with an <see cref="OperationCanceledException"/>.</summary>
    /// <value>The default never stops it.</value>
    public CancellationToken Cancellation { get; init; }
}
