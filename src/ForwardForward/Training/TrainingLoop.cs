using System.Diagnostics;
using ForwardForward.Data;

namespace ForwardForward;

/// <summary>
/// The walk over epochs and batches: times, history, checkpoints, cancellation. What is learned from a batch is the derived class's.
/// </summary>
/// <param name="network">The network that learns.</param>
/// <param name="parts">The names of what learns, such as "layer 1 (Dense 500)".</param>
/// <param name="data">The training set.</param>
/// <param name="options">How to train.</param>
/// <param name="batches">The batches; the loop takes them over.</param>
/// <param name="epochs">How many epochs.</param>
internal abstract partial class TrainingLoop(
    FFNetwork network, IReadOnlyList<string> parts, LabelledImages data, TrainingOptions options, TrainingBatches batches, int epochs)
    : IDisposable
{
    private readonly Stopwatch _training = new();
    private readonly StepPace _pace = new();
    private TimeSpan _earlier;

    protected IReadOnlyList<string> Parts => parts;

    protected TrainingBatches Batches => batches;

    protected TrainingOptions Options => options;

    private TimeSpan Elapsed => _earlier + _training.Elapsed;

    private TrainingResult RunEpochs()
    {
        Log.RunStarted(options.Logger, network.Definition, epochs, batches.Count);
        IReadOnlyList<NamedTensor> state = [.. Learned, .. OptimizerState];
        using BestParameters? best = options.KeepBestEpoch ? new BestParameters(Learned) : null;
        using RunCheckpoints? checkpoints = OpenCheckpoints([.. state, .. batches.DrawnOnce, .. best?.Kept ?? []]);
        List<EpochResult> history = Resume(checkpoints);
        try
        {
            while (!IsOver(history))
            {
                EpochResult result = WatchEpoch(history.Count, state);
                history.Add(result);
                if (IsBest(result))
                    best?.Keep();
                checkpoints?.WriteIfDue(history, IsOver(history));
                Log.EpochEnded(options.Logger, result);
                ReportEpoch(result, IsOver(history));
            }
        }
        catch (OperationCanceledException cause) when (options.Cancellation.IsCancellationRequested)
        {
            throw new TrainingCancelledException(ResultOf(history), EpochPutBack, cause);
        }
        catch (TrainingDivergedException diverged) when (diverged.EpochPutBack is not null)
        {
            ForgetMoments();
            throw;
        }
        finally
        {
            PutBack(best);
        }
        Log.RunEnded(options.Logger, Elapsed.TotalSeconds);
        return ResultOf(history);
    }

    public virtual void Dispose() => batches.Dispose();

    /// <summary>Learns from one batch and adds each part's loss.</summary>
    protected abstract void LearnBatch(int epoch, int index, EpochLosses losses);

    private EpochResult RunEpoch(int epoch, IReadOnlyList<NamedTensor> state)
    {
        _epochBegan = _training.Elapsed;
        _training.Start();
        EpochLosses losses = new(parts, epoch + 1, EpochPutBack);
        batches.Shuffle();
        for (int batch = 0; batch < batches.Count; batch++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            network.Lifetime.Check();
            TakeStep(epoch, batch, losses, state);
            if (IsReportDue)
            {
                losses.CheckNewest();
                Report(epoch, batch + 1);
            }
        }
        double?[] means = losses.Means();
        CheckState(state, epoch + 1, batches.Count);
        _training.Stop();
        return new EpochResult(epoch + 1, means, MeasureValidation(), (_training.Elapsed - _epochBegan).TotalSeconds);
    }
}
