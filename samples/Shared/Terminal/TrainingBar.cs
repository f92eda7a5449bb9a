using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Moves a progress bar.</summary>
/// <param name="task">The bar.</param>
/// <param name="title">What is being trained.</param>
internal sealed class TrainingBar(ProgressTask task, string title) : IProgress<TrainingProgress>
{
    private EpochResult? _lastEpoch;

    public void Report(TrainingProgress value)
    {
        _lastEpoch = value.LastEpoch ?? _lastEpoch;
        task.Value = value.Fraction * task.MaxValue;
        task.Description = Markup.Escape($"{title}  {TrainingText.Describe(value, _lastEpoch)}");
    }
}
