using Orleans.Concurrency;

namespace ForwardForward.Samples.Cluster;

/// <summary>A segment of a pipeline on some silo. Work is begun by a call and looked at by others: no call lasts as long as the
/// work.</summary>
[Alias("ForwardForward.ISegmentGrain")]
public interface ISegmentGrain : IGrainWithStringKey
{
    /// <summary>The largest part in which a state is sent, in bytes.</summary>
    const int PartBytes = 4 << 20;

    /// <summary>Begins to create the segment.</summary>
    /// <param name="plan">What it is.</param>
    /// <returns>When it has begun.</returns>
    [Alias("Open")]
    Task OpenAsync(SegmentPlan plan);

    /// <summary>Takes the next part of a state that the segment goes on from, of <see cref="PartBytes"/> at most.</summary>
    /// <param name="part">The part.</param>
    /// <param name="isLast">Whether it is the last; reading the state then begins.</param>
    /// <returns>When the part is kept.</returns>
    [Alias("Restore")]
    Task RestoreAsync(byte[] part, bool isLast);

    /// <summary>Begins the next epoch.</summary>
    /// <returns>When it has begun.</returns>
    [Alias("Begin")]
    Task BeginAsync();

    /// <summary>How far the segment has come. One that nobody looks at for a minute stops.</summary>
    /// <returns>The status.</returns>
    [Alias("Look")]
    [AlwaysInterleave]
    Task<SegmentStatus> LookAsync();

    /// <summary>Hands a batch to the next segment, as soon as it is there.</summary>
    /// <param name="index">Which batch of the epoch; each is handed out once, in order.</param>
    /// <returns>The batch.</returns>
    [Alias("Fetch")]
    [AlwaysInterleave]
    [ResponseTimeout("01:00:00")]
    Task<BatchMessage> FetchAsync(int index);

    /// <summary>Reads a part of the state after the last epoch.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <returns>Up to <see cref="PartBytes"/> bytes.</returns>
    [Alias("ReadState")]
    Task<byte[]> ReadStateAsync(long offset);

    /// <summary>Ends the work and frees what the segment holds.</summary>
    /// <returns>When that is done.</returns>
    [Alias("Close")]
    Task CloseAsync();
}
