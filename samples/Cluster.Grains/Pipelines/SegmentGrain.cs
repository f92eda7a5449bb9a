using Orleans.Placement;

namespace ForwardForward.Samples.Cluster;

/// <summary>Lends a <see cref="SegmentWorker"/> an address in the cluster. The client says by a hint on which silo.</summary>
/// <param name="datasets">The images of the silo.</param>
[RandomPlacement]
public sealed class SegmentGrain(Datasets datasets) : Grain, ISegmentGrain, IDisposable
{
    private SegmentWorker? _worker;

    private SegmentWorker Worker =>
        _worker ?? throw new ClusterException($"The segment {this.GetPrimaryKeyString()} has not been opened, or its silo was lost.");

    /// <inheritdoc/>
    public async Task OpenAsync(SegmentPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await CloseAsync();
        ISegmentGrain? before = plan.Before is null ? null : GrainFactory.GetGrain<ISegmentGrain>(plan.Before);
        _worker = new SegmentWorker(plan, datasets, index => before!.FetchAsync(index));
        _worker.Open();
    }

    /// <inheritdoc/>
    public Task RestoreAsync(byte[] part, bool isLast)
    {
        ArgumentNullException.ThrowIfNull(part);
        Worker.Restore(part, isLast);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task BeginAsync()
    {
        Worker.Begin();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<SegmentStatus> LookAsync() => Task.FromResult(_worker?.Look() ?? SegmentStatus.Unknown);

    /// <inheritdoc/>
    public Task<BatchMessage> FetchAsync(int index) => Worker.FetchAsync(index);

    /// <inheritdoc/>
    public Task<byte[]> ReadStateAsync(long offset) => Task.FromResult(Worker.ReadState(offset));

    /// <inheritdoc/>
    public async Task CloseAsync()
    {
        SegmentWorker? worker = Interlocked.Exchange(ref _worker, null);
        if (worker is not null)
            await Task.Run(worker.Dispose);
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => CloseAsync();

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _worker, null)?.Dispose();
}
