using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Where a dataset comes from and how much of it is wanted.</summary>
/// <remarks>Immutable. A value out of its range is refused where it is set, with an <see cref="ArgumentOutOfRangeException"/>.</remarks>
public sealed class DatasetOptions
{
    /// <summary>
    /// A folder that holds a public dataset's four IDX files, each uncompressed or with <c>.gz</c>; drawn datasets need none.
    /// </summary>
    /// <value>The default is null: look in the places that <see cref="ImageDatasets"/> names.</value>
    public string? Folder { get; init; }

    /// <summary>The number of training images: the first ones of a public dataset. At least 1, at most what there are.</summary>
    /// <value>The default is null: all, or 12,000 where the library draws them.</value>
    public int? Train { get; init => field = value is { } count ? Require.AtLeast(1, count, nameof(Train)) : null; }

    /// <summary>The number of test images: the first ones of a public dataset. At least 1, at most what there are.</summary>
    /// <value>The default is null: all, or 2,000 where the library draws them.</value>
    public int? Test { get; init => field = value is { } count ? Require.AtLeast(1, count, nameof(Test)) : null; }

    /// <summary>Any number, from which a drawn dataset follows; a public dataset has no use for it.</summary>
    /// <value>The default is 0.</value>
    public long Seed { get; init; }

    /// <summary>Told how a download advances.</summary>
    /// <value>The default is none.</value>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>
    /// Stops the download, the reading or the drawing, with an <see cref="OperationCanceledException"/>; nothing half done stays on disk.
    /// </summary>
    /// <value>The default never stops it.</value>
    public CancellationToken Cancellation { get; init; }
}
