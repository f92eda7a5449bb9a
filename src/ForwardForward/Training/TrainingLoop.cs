using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Training;

/// <summary>The walk over epochs and batches: times, progress, history, cancellation. What is learned from a batch is the derived class's.</summary>
/// <param name="network">The network's description, for the log.</param>
/// <param name="parts">The names of what learns, such as "layer 1 (Dense 500)".</param>
/// <param name="options">How to train.</param>
/// <param name="batches">The batches; the loop takes them over.</param>
/// <param name="epochs">How many epochs.</param>
internal abstract class TrainingLoop(object network, IReadOnlyList<string> parts, TrainingOptions options, TrainingBatches batches, int epochs) : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _training = new();
    private readonly Stopwatch _sinceReport = new();

    protected TrainingBatches Batches => batches;

    protected TrainingOptions Options => options;

    public TrainingResult Run(CancellationToken cancellationToken)
    {
        Log.RunStarted(options.Logger, network, epochs, batches.Count);
        List<EpochResult> history = [];
        _sinceReport.Start();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            EpochResult result = RunEpoch(epoch, cancellationToken);
            history.Add(result);
            Log.EpochEnded(options.Logger, result);
            Report(epoch, batches.Count, result);
        }
        Log.RunEnded(options.Logger, _training.Elapsed.TotalSeconds);
        return new TrainingResult(history, _training.Elapsed.TotalSeconds);
    }

    public virtual void Dispose() => batches.Dispose();

    /// <summary>Learns from one batch and adds each part's loss.</summary>
    protected abstract void LearnBatch(int epoch, int index, EpochLosses losses);

    /// <summary>The classes of validation images, <c>[n]</c>.</summary>
    protected abstract Tensor Predict(Tensor images);

    private EpochResult RunEpoch(int epoch, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        using var still = no_grad();
        TimeSpan before = _training.Elapsed;
        _training.Start();
        EpochLosses losses = new(parts);
        batches.Shuffle();
        for (int batch = 0; batch < batches.Count; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LearnBatch(epoch, batch, losses);
            if (_sinceReport.Elapsed >= ProgressInterval)
                Report(epoch, batch + 1, null);
        }
        double?[] means = losses.Means(epoch + 1);
        _training.Stop();
        return new EpochResult(epoch + 1, means, MeasureValidation(), (_training.Elapsed - before).TotalSeconds);
    }

    private double? MeasureValidation()
    {
        if (options.Validation is not { } validation)
            return null;
        using DisposeScope scope = NewDisposeScope();
        Tensor correct = Predict(validation.Images).cpu().eq(validation.Labels.cpu());
        return correct.to(float64).mean().item<double>();
    }

    private void Report(int epoch, int batch, EpochResult? result)
    {
        options.Progress?.Report(new TrainingProgress(epoch + 1, epochs, batch, batches.Count, _training.Elapsed, result));
        _sinceReport.Restart();
    }
}
