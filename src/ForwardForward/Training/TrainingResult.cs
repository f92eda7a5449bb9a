using System.Globalization;

namespace ForwardForward;

/// <summary>What a run gave.</summary>
public sealed class TrainingResult
{
    internal TrainingResult(IReadOnlyList<EpochResult> history, double seconds)
    {
        History = history;
        Seconds = seconds;
    }

    /// <summary>Every epoch, in order.</summary>
    public IReadOnlyList<EpochResult> History { get; }

    /// <summary>The training time, without the validation.</summary>
    public double Seconds { get; }

    /// <summary>The run in one line.</summary>
    /// <returns>Such as "20 epochs in 24.1 s; epoch 20: loss 0.1234, 0.2345, validation accuracy 96.40 %, 1.2 s".</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{History.Count} epochs in {Seconds:F1} s; {History[^1]}");
}
