namespace ForwardForward.Samples.Cluster;

/// <summary>How far a segment has come.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ForwardForward.SegmentStatus")]
public sealed record SegmentStatus
{
    /// <summary>Of a segment that knows of no run: it is new, such as after its silo was lost.</summary>
    public static SegmentStatus Unknown { get; } = new();

    /// <summary>Whether it has been opened.</summary>
    [Id(0)]
    public bool IsOpen { get; init; }

    /// <summary>Whether it is at work: it opens, learns an epoch, or reads a checkpoint.</summary>
    [Id(1)]
    public bool IsBusy { get; init; }

    /// <summary>How many epochs it has learned.</summary>
    [Id(2)]
    public int EpochsDone { get; init; }

    /// <summary>How many batches of the epoch at hand it has learned from.</summary>
    [Id(3)]
    public int BatchesDone { get; init; }

    /// <summary>The mean loss of each of its layers in the last epoch.</summary>
    [Id(4)]
    public double[] Losses { get; init; } = [];

    /// <summary>Why it cannot go on; null where it can.</summary>
    [Id(5)]
    public string? Failure { get; init; }

    /// <summary>Whether it failed because another silo was lost.</summary>
    [Id(6)]
    public bool LostOther { get; init; }

    /// <summary>The length of its state after the last epoch, in bytes.</summary>
    [Id(7)]
    public long StateLength { get; init; }
}
