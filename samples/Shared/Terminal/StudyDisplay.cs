using System.Diagnostics;
using System.Globalization;
using ForwardForward.Experiments;
using Spectre.Console;

namespace ForwardForward.Samples;

/// <summary>
/// Shows how far a study has come: a line for each measurement, and on a terminal two bars below, of the study and
/// of the measurement at hand.
/// </summary>
internal sealed class StudyDisplay
{
    private readonly IAnsiConsole _console;
    private readonly int _count;
    private readonly Func<StudyDisplay, string, IProgress<TrainingProgress>> _follow;
    private readonly Stopwatch _elapsed = Stopwatch.StartNew();
    private int _done;
    private int _measured;

    private StudyDisplay(IAnsiConsole console, int count, Func<StudyDisplay, string, IProgress<TrainingProgress>> follow)
    {
        _console = console;
        _count = count;
        _follow = follow;
    }

    /// <summary>How many measurements are done, and how many there are, such as <c>3/18</c>.</summary>
    public string Position => string.Create(CultureInfo.InvariantCulture, $"{_done}/{_count}");

    /// <summary>Does the work with a display.</summary>
    /// <param name="console">Where to write.</param>
    /// <param name="count">How many measurements there will be.</param>
    /// <param name="work">The work; it tells the display of every measurement.</param>
    /// <returns>What the work gave.</returns>
    public static T Run<T>(IAnsiConsole console, int count, Func<StudyDisplay, T> work)
    {
        if (!console.Profile.Out.IsTerminal || !console.Profile.Capabilities.Interactive)
            return work(new StudyDisplay(console, count, (display, title) => new StudyLines(console, display, title)));
        return console.Progress().AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask whole = context.AddTask("study"), current = context.AddTask("measurement");
                return work(new StudyDisplay(console, count, (display, title) => new StudyBars(whole, current, display, title)));
            });
    }

    /// <summary>A measurement begins.</summary>
    public IProgress<TrainingProgress> Begin(string title) => _follow(this, title);

    /// <summary>A measurement is done.</summary>
    public void End(string title, StudyMeasurement measurement)
    {
        _done++;
        _measured++;
        Write(
            title, measurement,
            _done < _count ? $"{TrainingText.Clock(Remaining(0))} left" : $"done in {TrainingText.Clock(_elapsed.Elapsed)}");
    }

    /// <summary>A measurement was done before, in an earlier run or under another name.</summary>
    public void Pass(string title, StudyMeasurement measurement)
    {
        _done++;
        Write(title, measurement, "measured before");
    }

    /// <summary>How much of the study is done.</summary>
    /// <param name="fraction">How much of the measurement at hand is done, from 0 to 1.</param>
    public double Fraction(double fraction) => (_done + fraction) / _count;

    /// <summary>The time left, if the measurements to come take as long as those of this run.</summary>
    /// <param name="fraction">How much of the measurement at hand is done, from 0 to 1.</param>
    public TimeSpan Remaining(double fraction) =>
        _measured + fraction > 0 ? _elapsed.Elapsed / (_measured + fraction) * (_count - _done - fraction) : TimeSpan.MaxValue;

    private void Write(string title, StudyMeasurement measurement, string end)
    {
        (string metric, double value) = measurement.Values.First();
        _console.WriteLine($"[{Position}] {title}  {metric} {new StudyRow(title, metric, [value]).DescribeMean()}  {end}");
    }
}
