using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Moves two bars: how far the study is, and how far the measurement at hand.</summary>
/// <param name="whole">The study's bar.</param>
/// <param name="current">The bar of the measurement.</param>
/// <param name="display">The study's display.</param>
/// <param name="title">What is being measured.</param>
internal sealed class StudyBars(ProgressTask whole, ProgressTask current, StudyDisplay display, string title) : IProgress<TrainingProgress>
{
    private readonly TrainingBar _training = new(current, title);

    public void Report(TrainingProgress value)
    {
        whole.Value = display.Fraction(value.Fraction) * whole.MaxValue;
        whole.Description = $"{display.Position}  {TrainingText.Clock(display.Remaining(value.Fraction))} left";
        _training.Report(value);
    }
}
