using System.Diagnostics;
using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The walk over epochs and batches: times, progress, history, checkpoints, cancellation. What is learned from a
/// batch is the derived class's.
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
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _training = new();
    private readonly Stopwatch _sinceReport = new();
    private readonly StepPace _pace = new();
    private TimeSpan _earlier;

    protected IReadOnlyList<string> Parts => parts;

    protected TrainingBatches Batches => batches;

    protected TrainingOptions Options => options;

    /// <summary>What is learned, kept, and remembered by optimizers, by names such as "layer1.weight"; changed in place.</summary>
    protected abstract IReadOnlyList<NamedTensor> State { get; }

    /// <summary>What learns when, in one text for a checkpoint.</summary>
    protected abstract string Plan { get; }

    private TimeSpan Elapsed => _earlier + _training.Elapsed;

    public TrainingResult Run()
    {
        Log.RunStarted(options.Logger, network.Definition, epochs, batches.Count);
        IReadOnlyList<NamedTensor> state = State;
        using RunCheckpoints? checkpoints = options.Checkpoint is { } wanted
            ? new RunCheckpoints(
                wanted, options.Logger, RunDescription.Of(network.Definition, data, options, Plan), [.. state, .. batches.DrawnOnce],
                network.Random, new RunExtent(epochs, parts.Count, data.Classes))
            : null;
        List<EpochResult> history = checkpoints?.Resume() ?? [];
        _earlier = TimeSpan.FromSeconds(history.Sum(epoch => epoch.Seconds));
        _sinceReport.Start();
        for (int epoch = history.Count; epoch < epochs; epoch++)
        {
            EpochResult result = RunEpoch(epoch, state);
            history.Add(result);
            checkpoints?.WriteIfDue(history);
            Log.EpochEnded(options.Logger, result);
            Report(epoch, batches.Count, result);
        }
        Log.RunEnded(options.Logger, Elapsed.TotalSeconds);
        return new TrainingResult(history, Elapsed.TotalSeconds);
    }

    public virtual void Dispose() => batches.Dispose();

    /// <summary>Learns from one batch and adds each part's loss.</summary>
    protected abstract void LearnBatch(int epoch, int index, EpochLosses losses);

    /// <summary>The classes of validation images, <c>[n]</c>.</summary>
    protected abstract Tensor Predict(Tensor images);

    /// <summary>What messages call the part that a tensor of <see cref="State"/> belongs to.</summary>
    protected abstract string PartOf(string tensor);

    private EpochResult RunEpoch(int epoch, IReadOnlyList<NamedTensor> state)
    {
        using DisposeScope scope = NewDisposeScope();
        using var recordNothing = no_grad();
        TimeSpan before = _training.Elapsed;
        _training.Start();
        EpochLosses losses = new(parts, epoch + 1);
        batches.Shuffle();
        for (int batch = 0; batch < batches.Count; batch++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            network.Lifetime.Check();
            TakeStep(epoch, batch, losses, state);
            if (_sinceReport.Elapsed >= ProgressInterval)
            {
                losses.CheckNewest();
                Report(epoch, batch + 1, null);
            }
        }
        double?[] means = losses.Means();
        CheckState(state, epoch + 1, batches.Count);
        _training.Stop();
        return new EpochResult(epoch + 1, means, MeasureValidation(), (_training.Elapsed - before).TotalSeconds);
    }

    private double? MeasureValidation()
    {
        if (options.Validation is not { } validation)
            return null;
        double correct = 0;
        validation.ForEachMicroBatch(
            network.MicroBatchRows,
            (images, labels) => correct += Predict(images).cpu().eq(labels.cpu()).to(float64).sum([0]).item<double>(),
            progress: null,
            options.Cancellation);
        return correct / validation.Count;
    }

    private void Report(int epoch, int batch, EpochResult? result)
    {
        options.Progress?.Report(new TrainingProgress(epoch + 1, epochs, batch, batches.Count, Elapsed, result));
        _sinceReport.Restart();
    }
}
