using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Samples.Cluster;

/// <summary>
/// A segment at work on a thread of its own, whatever carries its batches: it fetches from the segment before, learns, and puts into its
/// outbox. What fails is kept, for whoever looks.
/// </summary>
/// <param name="plan">What it is.</param>
/// <param name="datasets">Where the first segment finds its images.</param>
/// <param name="fetch">Fetches a batch of the segment before; not called in the first.</param>
internal sealed class SegmentWorker(SegmentPlan plan, Datasets datasets, Func<int, Task<BatchMessage>> fetch) : IDisposable
{
    /// <summary>How long a worker goes on that nobody looks at.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly string _statePath = Path.Combine(Path.GetTempPath(), $"forwardforward-segment-{Guid.NewGuid():N}");
    private CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private PipelineSegment? _segment;
    private volatile Outbox _outbox = new(plan.Credits);
    private volatile SegmentStatus _status = new() { IsOpen = true };
    private int _batchesDone;

    /// <summary>How far it has come; the lease begins anew.</summary>
    public SegmentStatus Look()
    {
        bool isBusy = !_work.IsCompleted; // First: what the work leaves is there when it is done.
        if (isBusy && !_stop.IsCancellationRequested)
            _stop.CancelAfter(Lease);
        return _status with { IsBusy = isBusy, BatchesDone = Volatile.Read(ref _batchesDone) };
    }

    public void Open() => Do(() =>
    {
        SweepCell cell = Sweep.FromJson(plan.Run).Cells[0];
        SweepConfiguration run = cell.Configuration;
        ImageDataset? images = plan.FirstLayer == 0 ? datasets.Open(run.Dataset, plan.DataHash) : null;
        _segment = new PipelineSegment(run.Definition, plan.FirstLayer..plan.EndLayer, run.Training, images?.Train, cell.Seed);
        ExpectSmall(_segment, run);
        KeepState([]);
    });

    public void Begin()
    {
        ExpectIdle();
        _batchesDone = 0;
        _outbox = new Outbox(plan.Credits);
        Do(LearnEpoch);
    }

    public Task<BatchMessage> FetchAsync(int index) => _outbox.FetchAsync(index, _stop.Token);

    public void Restore(byte[] part, bool isLast)
    {
        ExpectIdle();
        if (part.Length > ISegmentGrain.PartBytes)
            throw new ClusterException($"A part of a state has {part.Length} bytes, and {ISegmentGrain.PartBytes} are the most.");
        using (FileStream file = new($"{_statePath}.coming", FileMode.Append))
            file.Write(part);
        if (isLast)
            Do(() =>
            {
                File.Move($"{_statePath}.coming", _statePath, overwrite: true);
                _segment!.Load(_statePath);
                _status = _status with { EpochsDone = _segment.EpochsDone, StateLength = new FileInfo(_statePath).Length };
            });
    }

    public byte[] ReadState(long offset)
    {
        ExpectIdle();
        using FileStream file = File.OpenRead(_statePath);
        file.Position = Math.Clamp(offset, 0, file.Length);
        byte[] part = new byte[Math.Min(ISegmentGrain.PartBytes, file.Length - file.Position)];
        file.ReadExactly(part);
        return part;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _work.Wait(); // It keeps its failures to itself, and stops between two batches.
        _segment?.Dispose();
        _outbox.Dispose();
        _stop.Dispose();
        File.Delete(_statePath);
        File.Delete($"{_statePath}.coming");
    }

    private void LearnEpoch()
    {
        PipelineSegment segment = _segment!;
        segment.BeginEpoch();
        Task<BatchMessage>? coming = segment.IsFirst ? null : fetch(0);
        for (int index = 0; index < plan.Batches; index++)
        {
            _stop.Token.ThrowIfCancellationRequested();
            using PipelineBatch? handed = segment.IsFirst ? segment.LearnNext() : LearnFrom(segment, ref coming, index);
            if (handed is not null)
                _outbox.Put(BatchMessage.Write(index, handed, plan.Traffic), _stop.Token);
            Volatile.Write(ref _batchesDone, index + 1);
        }
        KeepState(segment.EndEpoch());
    }

    /// <summary>While the segment learns from a batch, the next one is on its way.</summary>
    private PipelineBatch? LearnFrom(PipelineSegment segment, ref Task<BatchMessage>? coming, int index)
    {
        BatchMessage message = coming!.WaitAsync(_stop.Token).GetAwaiter().GetResult();
        if (message.Index != index)
            throw new ClusterException($"Batch {message.Index} came where {index} was asked for.");
        coming = index + 1 < plan.Batches ? fetch(index + 1) : null;
        using PipelineBatch batch = message.Read();
        return segment.Learn(batch);
    }

    private void KeepState(IReadOnlyList<double> losses)
    {
        _segment!.Save(_statePath);
        _status = _status with
        {
            EpochsDone = _segment.EpochsDone,
            Losses = [.. losses],
            StateLength = new FileInfo(_statePath).Length,
        };
    }

    private void ExpectSmall(PipelineSegment segment, SweepConfiguration run)
    {
        if (segment.IsLast)
            return;
        long values = segment.OutputShape.Aggregate(1L, (product, length) => checked(product * length));
        long rows = run.Training.BatchSize * (run.Definition.LearnsFrom == TrainingExamples.Images ? 1L : 2L);
        long bytes = BatchMessage.CountBytes(rows, values, plan.Traffic);
        if (bytes > BatchMessage.MostBytes)
            throw new ClusterException(
                $"A batch of {rows} rows of {values} values takes {bytes} bytes in {plan.Traffic}, and a message may have "
                    + $"{BatchMessage.MostBytes}. Take smaller batches.");
    }

    private void ExpectIdle()
    {
        if (!_work.IsCompleted)
            throw new ClusterException("The segment is at work. Wait for its end.");
    }

    // A thread of its own: libtorch keeps threads for each that calls it, and a pool's thread would be missed elsewhere.
    private void Do(Action work)
    {
        _stop.Dispose();
        _stop = new CancellationTokenSource(Lease);
        _work = Task.Factory.StartNew(
            () => KeepFailure(work), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void KeepFailure(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _status = _status with
            {
                Failure = failure.Message,
                LostOther = LostSilo.IsCauseOf(failure) || failure is OperationCanceledException,
            };
        }
    }
}
