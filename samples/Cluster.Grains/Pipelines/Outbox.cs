namespace ForwardForward.Samples.Cluster;

/// <summary>
/// The batches that a segment has learned from and the next one has not fetched yet. Each place is a credit: where none is free, the
/// segment waits.
/// </summary>
/// <param name="credits">How many batches may wait, at least 1.</param>
internal sealed class Outbox(int credits) : IDisposable
{
    private readonly SemaphoreSlim _free = new(credits);
    private readonly Lock _lock = new();
    private readonly Dictionary<int, TaskCompletionSource<BatchMessage>> _places = [];
    private int _put;
    private int _fetched;

    /// <summary>How many batches wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_lock)
                return _put - _fetched;
        }
    }

    /// <summary>Adds the next batch, as soon as a place is free.</summary>
    public void Put(BatchMessage batch, CancellationToken cancellation)
    {
        _free.Wait(cancellation);
        PlaceOf(batch.Index).SetResult(batch);
        lock (_lock)
            _put++;
    }

    /// <summary>Fetches a batch, as soon as it is there, and frees its place.</summary>
    /// <exception cref="ClusterException">The batch was fetched before, or is far ahead.</exception>
    public async Task<BatchMessage> FetchAsync(int index, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (index < _fetched || index > _fetched + credits)
                throw new ClusterException(
                    $"Batch {index} was asked for, and the next to be fetched is {_fetched}; each is handed out once, in order.");
        }
        BatchMessage batch = await PlaceOf(index).Task.WaitAsync(cancellation);
        lock (_lock)
        {
            _places.Remove(index);
            _fetched++;
        }
        _free.Release();
        return batch;
    }

    public void Dispose() => _free.Dispose();

    private TaskCompletionSource<BatchMessage> PlaceOf(int index)
    {
        lock (_lock)
        {
            if (!_places.TryGetValue(index, out TaskCompletionSource<BatchMessage>? place))
                _places[index] = place = new TaskCompletionSource<BatchMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            return place;
        }
    }
}
