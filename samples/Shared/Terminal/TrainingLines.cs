using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>Writes a line after the first epoch, after the last, and a few times between.</summary>
/// <param name="console">Where to write.</param>
/// <param name="title">What is being trained.</param>
internal sealed class TrainingLines(IAnsiConsole console, string title) : IProgress<TrainingProgress>
{
    private const int Intervals = 4;

    private int _written;

    public void Report(TrainingProgress value)
    {
        if (value.LastEpoch is null)
            return;
        int due = value.Epoch * Intervals / value.Epochs;
        if (value.Epoch > 1 && due <= _written)
            return;
        _written = due;
        console.WriteLine($"{title}  {TrainingText.Describe(value, value.LastEpoch)}");
    }
}
