namespace ForwardForward.Samples.Cluster;

/// <summary>How far a pipelined run has come.</summary>
/// <param name="Epoch">The epoch at hand, from 1.</param>
/// <param name="Epochs">How many there are.</param>
/// <param name="Batches">The batches of an epoch.</param>
/// <param name="Segments">How far each segment has come, from the first on.</param>
/// <param name="Loss">What went wrong, where a silo was lost and the epoch begins anew; else null.</param>
public sealed record PipelineProgress(
    int Epoch, int Epochs, int Batches, IReadOnlyList<SegmentStatus> Segments, string? Loss = null);
