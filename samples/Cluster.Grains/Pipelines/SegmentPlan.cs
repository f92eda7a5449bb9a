namespace ForwardForward.Samples.Cluster;

/// <summary>What a silo must know to hold a segment of a pipeline.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ForwardForward.SegmentPlan")]
public sealed record SegmentPlan
{
    /// <summary>The run as a sweep of one cell, in JSON: the network, how it is trained, the dataset's name and the seed.</summary>
    [Id(0)]
    public required string Run { get; init; }

    /// <summary>The SHA-256 of the images.</summary>
    [Id(1)]
    public required string DataHash { get; init; }

    /// <summary>The batches of an epoch.</summary>
    [Id(2)]
    public required int Batches { get; init; }

    /// <summary>The first layer of the segment, from 0.</summary>
    [Id(3)]
    public required int FirstLayer { get; init; }

    /// <summary>The layer after its last.</summary>
    [Id(4)]
    public required int EndLayer { get; init; }

    /// <summary>In which numbers the segment hands on.</summary>
    [Id(5)]
    public required Traffic Traffic { get; init; }

    /// <summary>How many batches may wait for the next segment.</summary>
    [Id(6)]
    public required int Credits { get; init; }

    /// <summary>The key of the segment before; null for the first.</summary>
    [Id(7)]
    public required string? Before { get; init; }
}
