using System.Globalization;

namespace ForwardForward;

/// <summary>The result of a run.</summary>
public sealed class TrainingResult
{
    internal TrainingResult(
        IReadOnlyList<EpochResult> history, double seconds, EpochResult? bestEpoch = null, string? stopReason = null)
    {
        History = history;
        Seconds = seconds;
        BestEpoch = bestEpoch;
        StopReason = stopReason;
    }

    /// <summary>Every epoch that was finished, in order.</summary>
    public IReadOnlyList<EpochResult> History { get; }

    /// <summary>The training time, without the validation.</summary>
    public double Seconds { get; }

    /// <summary>
    /// The epoch with the best validation accuracy, the earlier of two that are equal; null if there is none. Epochs count once every
    /// layer that learns has begun. With <see cref="TrainingOptions.KeepBestEpoch"/> the network is that of this epoch, otherwise that of
    /// the last.
    /// </summary>
    public EpochResult? BestEpoch { get; }

    /// <summary>Whether <see cref="TrainingOptions.EarlyStopping"/> ended the run.</summary>
    public bool StoppedEarly => StopReason is not null;

    /// <summary>Why the run was stopped early, as part of a sentence; null if it was not.</summary>
    /// <value>Such as "the validation accuracy has not risen above the 96.40 % of epoch 7 in 5 epochs".</value>
    public string? StopReason { get; }

    /// <summary>The run in one line.</summary>
    /// <returns>
    /// Such as "20 epochs in 24.1 s; epoch 20: loss -0.2038, -0.1754, validation accuracy 96.40 %, 1.2 s", and why it was stopped early.
    /// </returns>
    public override string ToString()
    {
        string last = History.Count > 0 ? $"; {History[^1]}" : string.Empty, why = StoppedEarly ? $"; {StopReason}" : string.Empty;
        return string.Create(CultureInfo.InvariantCulture, $"{History.Count} epochs in {Seconds:F1} s{last}{why}");
    }
}
