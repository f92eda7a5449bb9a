using ForwardForward.Samples;
using Spectre.Console;

namespace ForwardForward.Tests.Samples;

public sealed class TrainingDisplayTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 5)]
    [InlineData(1_000, 5)]
    public void Run_OutputIsNotATerminal_WritesAFewPlainLines(int epochs, int expected)
    {
        string[] lines = Lines(progress => Train(progress, epochs));

        lines.Should().HaveCount(expected);
        lines[0].Should().StartWith(FormattableString.Invariant($"seed 7  epoch 1/{epochs}  loss -0.2500  validation 96.40 %  "));
        lines[^1].Should().EndWith("done in 1:05").And.NotContain("\u001b", "no escape sequences belong in a file");
    }

    [Fact]
    public void Run_WithinAnEpoch_TellsTheTimeLeft()
    {
        string[] lines = Lines(progress => Train(progress, epochs: 4));

        lines[1].Should().Be("seed 7  epoch 2/4  loss -0.2500  validation 96.40 %  1:05 left");
    }

    [Fact]
    public void Run_NoLossAndNoValidation_LeavesThemOut()
    {
        string[] lines = Lines(
            progress => progress.Report(new TrainingProgress(1, 1, 1, 1, TimeSpan.FromSeconds(65), new EpochResult(1, [null], null, 1))));

        lines.Should().Equal("seed 7  epoch 1/1  done in 1:05");
    }

    [Theory]
    [InlineData(65, "1:05")]
    [InlineData(3_600, "1:00:00")]
    [InlineData(95_461, "26:31:01")]
    public void Run_AnyTime_IsToldInHoursMinutesAndSeconds(int seconds, string expected)
    {
        string[] lines = Lines(progress =>
            progress.Report(new TrainingProgress(1, 1, 1, 1, TimeSpan.FromSeconds(seconds), new EpochResult(1, [null], null, 1))));

        lines.Should().Equal($"seed 7  epoch 1/1  done in {expected}");
    }

    [Fact]
    public void Run_Work_GivesItsResult() => TrainingDisplay.Run(Console(new StringWriter()), "seed 7", _ => 42).Should().Be(42);

    [Fact]
    public void Run_OnATerminal_ShowsABarThatEndsFull()
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            Out = new TerminalOutput(output),
        });

        TrainingDisplay.Run(console, "seed 7", progress =>
        {
            Train(progress, epochs: 3);
            return 0;
        });

        output.ToString().Should().Contain("100%").And.Contain("epoch 3/3");
    }

    private static void Train(IProgress<TrainingProgress> progress, int epochs)
    {
        for (int epoch = 1; epoch <= epochs; epoch++)
        {
            for (int batch = 1; batch <= 10; batch++)
                progress.Report(new TrainingProgress(epoch, epochs, batch, 10, TimeSpan.FromSeconds(65), null));
            progress.Report(new TrainingProgress(
                epoch, epochs, 10, 10, TimeSpan.FromSeconds(65), new EpochResult(epoch, [-0.2, -0.3, null], 0.964, 1)));
        }
    }

    private static string[] Lines(Action<IProgress<TrainingProgress>> work)
    {
        using StringWriter output = new();
        TrainingDisplay.Run(Console(output), "seed 7", progress =>
        {
            work(progress);
            return 0;
        });
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    private static IAnsiConsole Console(TextWriter output) => SampleConsole.Create(output);
}
