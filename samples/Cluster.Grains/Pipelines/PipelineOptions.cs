using ForwardForward.Experiments;

namespace ForwardForward.Samples.Cluster;

/// <summary>A pipelined run.</summary>
public sealed record PipelineOptions
{
    /// <summary>The network, how it is trained, and the name of its images.</summary>
    public required SweepConfiguration Configuration { get; init; }

    /// <summary>The seed of everything random.</summary>
    public long Seed { get; init; }

    /// <summary>Where the newest checkpoint is kept.</summary>
    public required string Folder { get; init; }

    /// <summary>Into how many segments the layers are divided; null for as many as there are silos.</summary>
    public int? Segments { get; init; }

    /// <summary>In which numbers activations are sent.</summary>
    public Traffic Traffic { get; init; }

    /// <summary>How many batches may wait for the next segment, at least 1.</summary>
    public int Credits { get; init; } = 4;

    /// <summary>How often a silo may be lost between two checkpoints.</summary>
    public int MostLosses { get; init; } = 20;

    /// <summary>Told what happens.</summary>
    public IProgress<PipelineProgress>? Progress { get; init; }

    /// <summary>Ends the run; its last checkpoint stays.</summary>
    public CancellationToken Cancellation { get; init; }
}
