using System.Diagnostics;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>A run from its checkpoints to its result: what is kept of it, how it is validated, and when it is over.</content>
internal abstract partial class TrainingLoop
{
    private readonly ValidationCourse _course = new(options.EarlyStopping);

    /// <summary>What the network consists of, by names such as "layer1.weight"; changed in place.</summary>
    protected abstract IReadOnlyList<NamedTensor> Learned { get; }

    /// <summary>What optimizers remember, by names such as "layer1.weight/mean"; changed in place.</summary>
    protected abstract IEnumerable<NamedTensor> OptimizerState { get; }

    /// <summary>What learns when in a run of so many epochs, in one text for a checkpoint.</summary>
    protected abstract string PlanOf(int epochsWanted);

    /// <summary>
    /// Why what was done of a run of fewer epochs is not the beginning of this one, bit by bit; null where it is.
    /// </summary>
    protected abstract string? FindObstacle(int fewer, int done);

    /// <summary>What a checkpoint says for <c>FFNetwork.Load</c>; nothing where what learns is no such network.</summary>
    protected virtual IReadOnlyDictionary<string, string> LoadableNetwork =>
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether everything that learns has begun to, so that an epoch can be the best of the run.</summary>
    protected virtual bool HasEveryPartBegun(int epochsDone) => true;

    /// <summary>The classes of validation images, <c>[n]</c>.</summary>
    protected abstract Tensor Predict(Tensor images);

    /// <summary>What messages call the part that a tensor of <see cref="Learned"/> or <see cref="OptimizerState"/> belongs to.</summary>
    protected abstract string PartOf(string tensor);

    /// <summary>The epoch that the network is put back to where the run ends now, from 1; null where it stays what it is.</summary>
    private int? EpochPutBack => options.KeepBestEpoch ? _course.Best?.Epoch : null;

    private RunCheckpoints? OpenCheckpoints(IReadOnlyList<NamedTensor> tensors) => options.Checkpoint is { } wanted
        ? new RunCheckpoints(
            wanted, options.Logger,
            new RunIdentity(
                LoadableNetwork, RunDescription.Of(network.Definition, data, options, PlanOf(options.Epochs)), PlanOf, FindObstacle),
            tensors, network.Random, new RunExtent(epochs, parts.Count, data.Classes))
        : null;

    private List<EpochResult> Resume(RunCheckpoints? checkpoints)
    {
        List<EpochResult> history = checkpoints?.Resume() ?? [];
        _earlier = TimeSpan.FromSeconds(history.Sum(epoch => epoch.Seconds));
        foreach (EpochResult epoch in history)
        {
            IsBest(epoch);
            _timeLeft.EndEpoch(epoch.Epoch - 1, epoch.Seconds);
        }
        return history;
    }

    private bool IsOver(List<EpochResult> history) => history.Count >= epochs || _course.StopReason is not null;

    /// <summary>Takes the next epoch, and says whether it is the best so far.</summary>
    private bool IsBest(EpochResult epoch)
    {
        if (HasEveryPartBegun(epoch.Epoch))
            _course.Add(epoch);
        return ReferenceEquals(_course.Best, epoch);
    }

    private void PutBack(BestParameters? best)
    {
        if (_course.Best is not null)
            best?.PutBack();
    }

    /// <summary>Optimizers begin anew: what diverged is in their moments for ever.</summary>
    private void ForgetMoments()
    {
        using var recordNothing = no_grad();
        foreach (NamedTensor moment in OptimizerState)
            moment.Value.zero_();
    }

    private TrainingResult ResultOf(List<EpochResult> history) =>
        new([.. history], Elapsed.TotalSeconds, _course.Best, _course.StopReason);

    private double? MeasureValidation()
    {
        if (options.Validation is not { } validation)
            return null;
        long began = Stopwatch.GetTimestamp();
        double correct = 0;
        validation.ForEachMicroBatch(
            network.MicroBatchRows,
            (images, labels) => correct += Predict(images).cpu().eq(labels.cpu()).to(float64).sum([0]).item<double>(),
            progress: null,
            options.Cancellation);
        _timeLeft.EndValidation(Stopwatch.GetElapsedTime(began).TotalSeconds);
        return correct / validation.Count;
    }
}
