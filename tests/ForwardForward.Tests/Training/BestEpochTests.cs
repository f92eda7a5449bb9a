using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Training;

/// <summary>Early stopping, the best epoch, and what a cancelled run says.</summary>
public sealed class BestEpochTests : IDisposable
{
    private const int MostEpochs = 30;

    private readonly TemporaryFolder _folder = new();
    private readonly LabelledImages _data = SyntheticImages.Create(60), _validation = SyntheticImages.Create(40, seed: 2);

    public static TheoryData<string> Schedules => ["simultaneous", "greedy", "alternating", "interleaved"];

    private TrainingOptions Watched => new()
    {
        Epochs = MostEpochs,
        BatchSize = 20,
        Validation = _validation,
        EarlyStopping = new EarlyStopping { Patience = 3 },
        KeepBestEpoch = true,
    };

    private CheckpointOptions Folder => new() { Folder = _folder.FullPath };

    public void Dispose()
    {
        _data.Dispose();
        _validation.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Fit_EarlyStoppingAndBestEpoch_EndsWithTheBestOfTheEpochsThatCount(string name)
    {
        TrainingSchedule schedule = ScheduleOf(name);
        using FFNetwork network = SyntheticImages.Network().Build();

        TrainingResult result = network.Fit(_data, Watched with { Schedule = schedule });

        int first = name is "greedy" ? MostEpochs + 1 : name is "alternating" ? 2 : 1;
        EpochResult best = result.History.Skip(first - 1).MaxBy(epoch => epoch.ValidationAccuracy)!;
        result.StoppedEarly.Should().BeTrue();
        result.History.Should().HaveCount(best.Epoch + 3).And.HaveCountLessThan(schedule.CountEpochs(MostEpochs, 2));
        result.StopReason.Should().EndWith($"of epoch {best.Epoch} in 3 epochs");
        result.ToString().Should().EndWith(result.StopReason);
        result.BestEpoch.Should().BeSameAs(best);
        SyntheticImages.Accuracy(network, _validation).Should().Be(best.ValidationAccuracy);
    }

    [Fact]
    public void Fit_KeepBestEpoch_PutsBackTheBitsOfThatEpoch()
    {
        TrainingOptions options = Watched with { Epochs = 8, EarlyStopping = null };
        using FFNetwork network = Build(), stopped = Build();
        TrainingResult result = network.Fit(_data, options);
        int best = result.BestEpoch!.Epoch;
        best.Should().BeLessThan(8, "else nothing was put back");

        CancelAfter(best, stopped, options with { KeepBestEpoch = false });

        TrainedState.DigestOf(network.Tensors, NoEpochs).Should().Be(TrainedState.DigestOf(stopped.Tensors, NoEpochs));

        static FFNetwork Build() => SyntheticImages.Network().WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();
    }

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Fit_StoppedEarlyAcrossCheckpoints_EndsAsAnUninterruptedRun(string name)
    {
        TrainingOptions options = Watched with { Epochs = 6, Schedule = ScheduleOf(name) };
        using FFNetwork undisturbed = SyntheticImages.Network().Build(), network = SyntheticImages.Network().Build(),
            fresh = SyntheticImages.Network().Build();
        TrainingResult expected = undisturbed.Fit(_data, options);
        TrainingOptions kept = options with { Checkpoint = Folder };

        for (int epoch = 2; epoch < expected.History.Count; epoch += 2)
            CancelAfter(epoch, network, kept);
        TrainingResult result = network.Fit(_data, kept);

        TrainedState.DigestOf(network, result).Should().Be(TrainedState.DigestOf(undisturbed, expected));
        result.BestEpoch!.Epoch.Should().Be(expected.BestEpoch!.Epoch);
        result.StopReason.Should().Be(expected.StopReason);
        TrainedState.DigestOf(fresh, fresh.Fit(_data, kept)).Should().Be(
            TrainedState.DigestOf(undisturbed, expected), "a run at its end gives its result again");
    }

    [Fact]
    public void Fit_StoppedBetweenTwoCheckpoints_WritesTheLast()
    {
        using FFNetwork network = SyntheticImages.Network().Build();

        TrainingResult result = network.Fit(
            _data, Watched with { Checkpoint = new CheckpointOptions { Folder = _folder.FullPath, EveryEpochs = 1_000 } });

        CheckpointFile.In(_folder.FullPath)[0].Epoch.Should().Be(result.History.Count);
    }

    [Fact]
    public void Fit_BackpropTwin_KeepsItsBestEpochToo()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);

        TrainingResult result = twin.Fit(_data, Watched);

        result.StoppedEarly.Should().BeTrue();
        twin.MeasureAccuracy(_validation).Should().Be(result.BestEpoch!.ValidationAccuracy);
    }

    [Fact]
    public void Fit_NoValidation_IsRefused()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);

        Refused(options => network.Fit(_data, options));
        Refused(options => twin.Fit(_data, options));

        void Refused(Action<TrainingOptions> fit)
        {
            FluentActions.Invoking(() => fit(Watched with { Validation = null, KeepBestEpoch = false }))
                .Should().Throw<ArgumentException>().WithMessage("*EarlyStopping*Set TrainingOptions.Validation*");
            FluentActions.Invoking(() => fit(Watched with { Validation = null, EarlyStopping = null }))
                .Should().Throw<ArgumentException>().WithMessage("*KeepBestEpoch*Set TrainingOptions.Validation*");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_Cancelled_SaysWhichEpochsWereFinished(bool keepBest)
    {
        using FFNetwork network = SyntheticImages.Network().Build(), whole = SyntheticImages.Network().Build();
        TrainingOptions options = Watched with { EarlyStopping = null, KeepBestEpoch = keepBest, Epochs = 4 };
        TrainingResult expected = whole.Fit(_data, options);

        TrainingResult result = CancelAfter(3, network, options);

        result.History.Select(epoch => epoch.ValidationAccuracy).Should().Equal(
            expected.History.Take(3).Select(epoch => epoch.ValidationAccuracy));
        result.BestEpoch!.ValidationAccuracy.Should().Be(result.History.Max(epoch => epoch.ValidationAccuracy));
        result.StoppedEarly.Should().BeFalse();
        SyntheticImages.Accuracy(network, _validation).Should().Be(
            keepBest ? result.BestEpoch.ValidationAccuracy : result.History[^1].ValidationAccuracy);
    }

    [Fact]
    public void Fit_CancelledBeforeItBegins_HasNoEpochAndChangesNothing()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        string before = TrainedState.DigestOf(network.Tensors, NoEpochs);

        TrainingCancelledException cancelled = FluentActions
            .Invoking(() => network.Fit(_data, Watched with { Cancellation = new CancellationToken(canceled: true) }))
            .Should().Throw<TrainingCancelledException>().Which;

        cancelled.CancellationToken.IsCancellationRequested.Should().BeTrue();
        cancelled.Result.History.Should().BeEmpty();
        cancelled.Result.BestEpoch.Should().BeNull();
        cancelled.Result.ToString().Should().StartWith("0 epochs in ");
        TrainedState.DigestOf(network.Tensors, NoEpochs).Should().Be(before);
    }

    [Fact]
    public void Fit_ProgressCancelsItself_IsNoCancelledTraining()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        ProgressCallback<TrainingProgress> progress = new(_ => throw new OperationCanceledException("the program's own"));

        FluentActions.Invoking(() => network.Fit(_data, Watched with { Progress = progress }))
            .Should().ThrowExactly<OperationCanceledException>().WithMessage("the program's own");
    }

    private static TrainingResult NoEpochs => new([], 0);

    private static TrainingSchedule ScheduleOf(string name) => name switch
    {
        "greedy" => TrainingSchedule.Greedy,
        "alternating" => TrainingSchedule.Alternating,
        "interleaved" => TrainingSchedule.Interleaved(2, MostEpochs),
        _ => TrainingSchedule.Simultaneous,
    };

    private TrainingResult CancelAfter(int epoch, FFNetwork network, TrainingOptions options)
    {
        using CancellationTokenSource cancellation = new();
        ProgressCallback<TrainingProgress> progress = new(report =>
        {
            if (report.LastEpoch?.Epoch == epoch)
                cancellation.Cancel();
        });
        return FluentActions.Invoking(() => network.Fit(_data, options with { Progress = progress, Cancellation = cancellation.Token }))
            .Should().Throw<TrainingCancelledException>().Which.Result;
    }
}
