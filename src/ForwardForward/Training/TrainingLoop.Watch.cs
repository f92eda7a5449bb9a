using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>What those who watch a run are told: progress, spans and meters.</content>
internal abstract partial class TrainingLoop
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _sinceReport = new();
    private readonly Listeners _listeners = new(options.Logger);
    private TimeLeft _timeLeft = null!; // Made as the run begins: derived classes know their schedule by then.
    private TimeSpan _epochBegan;

    /// <summary>The goodness of the epoch's positives and negatives; null where there are none, or nobody listens.</summary>
    protected EpochGoodness? Goodness { get; private set; }

    /// <summary>Whether goodness is told of positives and negatives.</summary>
    protected virtual bool HasHalves => false;

    /// <summary>What spans call the schedule.</summary>
    protected virtual string ScheduleName => options.Schedule.Name;

    private double SecondsOfEpoch => (_training.Elapsed - _epochBegan).TotalSeconds;

    private bool IsReportDue => _sinceReport.Elapsed >= ProgressInterval;

    /// <summary>Trains, in a span that listeners may see.</summary>
    public TrainingResult Run()
    {
        _timeLeft = new TimeLeft(epochs, [.. Enumerable.Range(0, parts.Count).Select(EpochsOf)], WorkOf, Learns);
        _sinceReport.Start();
        using TrainingSpan? span = _listeners.BeginRun(network.Definition, options, ScheduleName, epochs, data.Count);
        try
        {
            TrainingResult result = RunEpochs();
            span?.End(result);
            return result;
        }
        catch (Exception failure)
        {
            span?.Fail(failure);
            throw;
        }
    }

    /// <summary>Whether a part learns in an epoch.</summary>
    protected virtual bool Learns(int part, int epoch) => true;

    /// <summary>In how many epochs of the run a part learns.</summary>
    protected virtual int EpochsOf(int part) => epochs;

    /// <summary>
    /// What an epoch in which a part alone learns takes, relative to the others: a guess for as long as none was measured.
    /// </summary>
    protected virtual double WorkOf(int part) => 1;

    private EpochResult WatchEpoch(int epoch, IReadOnlyList<NamedTensor> state)
    {
        using TrainingSpan? span = _listeners.BeginEpoch(epoch + 1);
        using DisposeScope scope = NewDisposeScope();
        using var recordNothing = no_grad();
        Goodness = HasHalves && TrainingMeter.IsGoodnessAsked ? new EpochGoodness(parts.Count) : null;
        EpochResult result = RunEpoch(epoch, state);
        Goodness?.Read();
        _timeLeft.EndEpoch(epoch, result.Seconds);
        span?.End(result);
        return result;
    }

    private void ReportEpoch(EpochResult result, bool isLast)
    {
        if (TrainingMeter.IsAsked)
            _listeners.Tell(() => TrainingMeter.Record(result, parts, data.Count / result.Seconds, Goodness));
        Report(result.Epoch - 1, batches.Count, result, isLast);
    }

    private void Report(int epoch, int batch, EpochResult? result = null, bool isLast = false)
    {
        double images = Math.Min((double)batch * options.BatchSize, data.Count);
        options.Progress?.Report(new TrainingProgress(epoch + 1, epochs, batch, batches.Count, Elapsed, result)
        {
            ImagesPerSecond = images / (result?.Seconds ?? SecondsOfEpoch),
            Remaining =
                isLast ? TimeSpan.Zero : _timeLeft.Estimate(epoch, (double)batch / batches.Count, SecondsOfEpoch, result is not null),
            IsLast = isLast,
        });
        _sinceReport.Restart();
    }
}
