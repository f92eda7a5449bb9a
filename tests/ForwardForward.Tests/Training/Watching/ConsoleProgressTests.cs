using ForwardForward.Data;

namespace ForwardForward.Tests.Training.Watching;

public sealed class ConsoleProgressTests : IDisposable
{
    private readonly StringWriter _written = new() { NewLine = "\n" };

    public void Dispose() => _written.Dispose();

    [Fact]
    public void Report_NoTerminal_WritesALineAnEpoch()
    {
        ConsoleProgress progress = new(_written);

        progress.Report(At(1, batch: 5, left: 9));
        progress.Report(At(1, batch: 10, left: 8, new EpochResult(1, [0.25, 0.75], 0.964, 1)));
        progress.Report(At(2, batch: 5, left: 4));
        progress.Report(At(2, batch: 10, left: 0, new EpochResult(2, [null, 0.125], null, 1), isLast: true));

        _written.ToString().Should().Be(
            "epoch 1/2  loss 0.5000  accuracy 96.40 %  31,250 images/s  0:08 left\n"
            + "epoch 2/2  loss 0.1250  31,250 images/s  1:05 of training\n");
    }

    [Fact]
    public void Report_Terminal_RedrawsOneLineAndEndsIt()
    {
        ConsoleProgress progress = new(_written, width: 100);

        progress.Report(At(1, batch: 5, left: 3_600));
        progress.Report(At(1, batch: 10, left: 8, new EpochResult(1, [0.25], 0.964, 1)));
        progress.Report(At(2, batch: 5, left: 4));
        progress.Report(At(2, batch: 10, left: 0, new EpochResult(2, [0.125], 0.97, 1), isLast: true));

        _written.ToString().Split('\r').Should().Equal(
            "",
            "[#####---------------]  epoch 1/2  31,250 images/s  1:00:00 left",
            "[##########----------]  epoch 1/2  loss 0.2500  accuracy 96.40 %  31,250 images/s  0:08 left",
            "[###############-----]  epoch 2/2  loss 0.2500  accuracy 96.40 %  31,250 images/s  0:04 left",
            "[####################]  epoch 2/2  loss 0.1250  accuracy 97.00 %  31,250 images/s  1:05 of training\n"[..99] + "\n");
    }

    [Fact]
    public void Report_ShorterLineThanBefore_WipesTheRest()
    {
        ConsoleProgress progress = new(_written, width: 100);

        progress.Report(At(1, batch: 5, left: 36_000));
        progress.Report(At(1, batch: 5, left: 5));

        string[] drawn = _written.ToString().Split('\r');
        drawn[2].Should().HaveLength(drawn[1].Length).And.EndWith("0:05 left    ");
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(10, "[#####---")]
    public void Report_NarrowTerminal_NeverReachesItsEnd(int width, string expected)
    {
        new ConsoleProgress(_written, width).Report(At(1, batch: 5, left: 5));

        _written.ToString().Should().Be($"\r{expected}");
    }

    [Fact]
    public void Report_NextRun_BeginsWithoutTheLossOfTheOneBefore()
    {
        ConsoleProgress progress = new(_written, width: 100);

        progress.Report(At(2, batch: 10, left: 0, new EpochResult(2, [0.125], 0.97, 1), isLast: true));
        progress.Report(At(1, batch: 5, left: 5));

        _written.ToString().Should().EndWith("\n\r[#####---------------]  epoch 1/2  31,250 images/s  0:05 left");
    }

    [Fact]
    public void Fit_WithConsoleProgress_ShowsEveryEpochOfAGreedyRun()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().Build();

        network.Fit(data, new TrainingOptions
        {
            Epochs = 2,
            BatchSize = 25,
            Schedule = TrainingSchedule.Greedy,
            Validation = data,
            Progress = new ConsoleProgress(_written),
        });

        _written.ToString().Should().MatchRegex(
            "^(epoch [1-3]/4  loss -?[0-9.]+  accuracy [0-9.]+ %  [0-9,]+ images/s  0:0[0-9] left\n){3}"
            + "epoch 4/4  loss -?[0-9.]+  accuracy [0-9.]+ %  [0-9,]+ images/s  0:0[0-9] of training\n$");
    }

    [Fact]
    public void Fit_StoppedEarly_EndsTheLine()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().Build();

        TrainingResult result = network.Fit(data, new TrainingOptions
        {
            Epochs = 50,
            BatchSize = 25,
            Validation = data,
            EarlyStopping = new EarlyStopping { Patience = 1 },
            Progress = new ConsoleProgress(_written, width: 120),
        });

        result.StoppedEarly.Should().BeTrue();
        _written.ToString().Should().EndWith("of training\n").And.NotContain("\n\r");
    }

    [Fact]
    public void Console_OfATestRun_IsWrittenWithoutAnException() =>
        FluentActions.Invoking(() => new ConsoleProgress().Report(At(1, batch: 5, left: 5))).Should().NotThrow();

    [Fact]
    public void Constructor_WidthBelowOne_IsRefused() =>
        FluentActions.Invoking(() => new ConsoleProgress(_written, width: 0)).Should().Throw<ArgumentOutOfRangeException>();

    private static TrainingProgress At(int epoch, int batch, int left, EpochResult? result = null, bool isLast = false) =>
        new(epoch, 2, batch, 10, TimeSpan.FromSeconds(65), result)
        {
            ImagesPerSecond = 31_250,
            Remaining = TimeSpan.FromSeconds(left),
            IsLast = isLast,
        };
}
