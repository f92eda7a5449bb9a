using ForwardForward.Data;
using ForwardForward.Experiments;
using Orleans.Placement;

namespace ForwardForward.Samples.Cluster;

/// <summary>Runs one cell on a thread of its own. The client says by a hint on which silo.</summary>
/// <param name="datasets">The images of the silo.</param>
[RandomPlacement]
public sealed class CellGrain(Datasets datasets) : Grain, ICellGrain, IDisposable, IProgress<SweepProgress>
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private CancellationTokenSource _stop = new();
    private Task<SweepRow>? _work;
    private double _fraction;

    /// <inheritdoc/>
    public Task StartAsync(string cell, string dataHash, string commit)
    {
        if (_work is null or { IsCompletedSuccessfully: false, IsCompleted: true })
        {
            _stop.Dispose();
            _stop = new CancellationTokenSource(Lease);
            _work = Task.Factory.StartNew(
                () => Run(cell, dataHash, commit), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<CellStatus> LookAsync()
    {
        if (_work is { IsCompleted: false } && !_stop.IsCancellationRequested)
            _stop.CancelAfter(Lease);
        return Task.FromResult(new CellStatus(
            _work is { IsCanceled: false },
            Volatile.Read(ref _fraction),
            _work is { IsCompletedSuccessfully: true } done ? done.Result.ToJson() : null,
            _work is { IsFaulted: true } failed ? failed.Exception.InnerException!.Message : null));
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        if (_work is { } work)
            await Task.WhenAny(work);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <summary>Keeps how far the training has come.</summary>
    /// <param name="value">What the cell says.</param>
    void IProgress<SweepProgress>.Report(SweepProgress value)
    {
        if (value.Training is { } training)
            Volatile.Write(ref _fraction, training.Fraction);
    }

    private SweepRow Run(string cell, string dataHash, string commit)
    {
        Sweep sweep = Sweep.FromJson(cell);
        string name = sweep.Configurations[0].Dataset;
        SweepOptions options = new()
        {
            Datasets = new Dictionary<string, ImageDataset>(StringComparer.Ordinal) { [name] = datasets.Open(name, dataHash) },
            Commit = commit,
            Progress = this,
            Cancellation = _stop.Token,
        };
        return sweep.Run(options).Rows[0];
    }
}
