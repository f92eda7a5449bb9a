using System.Diagnostics;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Writes a line a minute at most while a measurement goes on.</summary>
/// <param name="console">Where to write.</param>
/// <param name="display">The study's display.</param>
/// <param name="title">What is being measured.</param>
internal sealed class StudyLines(IAnsiConsole console, StudyDisplay display, string title) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private long _written = Stopwatch.GetTimestamp();

    public void Report(TrainingProgress value)
    {
        if (Stopwatch.GetElapsedTime(_written) < Interval)
            return;
        _written = Stopwatch.GetTimestamp();
        console.WriteLine(
            $"[{display.Position}] {title}  {TrainingText.Describe(value, value.LastEpoch)}, "
                + $"{TrainingText.Clock(display.Remaining(value.Fraction))} of the study");
    }
}
