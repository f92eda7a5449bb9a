using ForwardForward.Samples;
using Spectre.Console;

namespace ForwardForward.Tests.Samples;

public sealed class StudyDisplayTests
{
    private static readonly StudyMeasurement Measurement = new(
        new Dictionary<string, double>(StringComparer.Ordinal) { ["test_accuracy"] = 0.9125 }, [], 1);

    [Fact]
    public void Run_OutputIsNotATerminal_WritesALineAMeasurement()
    {
        using StringWriter output = new();

        StudyDisplay.Run(SampleConsole.Create(output), count: 3, Study);

        string[] lines = output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(3);
        lines[0].Should().Be("[1/3] a, seed 0  test_accuracy 91.25 %  measured before");
        lines[1].Should().MatchRegex(@"^\[2/3\] a, seed 1  test_accuracy 91\.25 %  \d+:\d\d left$");
        lines[2].Should().MatchRegex(@"^\[3/3\] b, seed 0  test_accuracy 91\.25 %  done in \d+:\d\d$");
    }

    [Fact]
    public void Run_OnATerminal_WritesTheSameLinesAboveBars()
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Interactive = InteractionSupport.Yes, Out = new TerminalOutput(output) });

        StudyDisplay.Run(console, count: 3, Study);

        output.ToString().Should().Contain("[2/3] a, seed 1  test_accuracy 91.25 %")
            .And.Contain("50%", "half of the measurement at hand is done").And.Contain("left");
    }

    [Fact]
    public void Remaining_AfterMeasurementsOfThisRun_CountsThoseToCome()
    {
        StudyDisplay.Run(SampleConsole.Create(new StringWriter()), count: 4, display =>
        {
            display.Remaining(0).Should().Be(TimeSpan.MaxValue, "nothing was measured yet");
            display.Pass("a, seed 0", Measurement);
            display.Fraction(0.5).Should().Be(0.375);
            display.End("a, seed 1", Measurement);
            display.Position.Should().Be("2/4");
            display.Remaining(0).Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThan(TimeSpan.MaxValue);
            return 0;
        });
    }

    private static int Study(StudyDisplay display)
    {
        display.Pass("a, seed 0", Measurement);
        foreach (string title in (string[])["a, seed 1", "b, seed 0"])
        {
            display.Begin(title).Report(new TrainingProgress(1, 1, 5, 10, TimeSpan.FromSeconds(1), null));
            Thread.Sleep(150); // A bar is drawn ten times a second.
            display.End(title, Measurement);
        }
        return 0;
    }
}
