using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Training.Checkpoints;

/// <summary>A run that was finished, and is given more epochs.</summary>
public sealed class ExtendedRunTests : IDisposable
{
    private static readonly AdamOptions Steady = new() { Decay = LearningRateDecay.Constant };

    private readonly TemporaryFolder _folder = new();
    private readonly LabelledImages _data = SyntheticImages.Create(48);

    public static TheoryData<TrainingSchedule> SchedulesThatGoOn =>
        [TrainingSchedule.Simultaneous, TrainingSchedule.Alternating, TrainingSchedule.Interleaved(1, 9)];

    private TrainingOptions Kept => new() { Epochs = 3, BatchSize = 20, Checkpoint = new CheckpointOptions { Folder = _folder.FullPath } };

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(SchedulesThatGoOn))]
    public void Fit_MoreEpochsAtAConstantRate_GivesTheBitsOfOneRun(TrainingSchedule schedule)
    {
        TrainingOptions options = Kept with { Schedule = schedule, Validation = _data, KeepBestEpoch = true };
        using FFNetwork whole = Network().Build(), parts = Network().Build();
        string expected = TrainedState.DigestOf(whole, whole.Fit(_data, options with { Epochs = 5, Checkpoint = null }));

        parts.Fit(_data, options);
        TrainedState.DigestOf(parts, parts.Fit(_data, options with { Epochs = 5 })).Should().Be(expected);

        static FFNetworkBuilder Network() => SyntheticImages.Network().WithOptimizer(Steady)
            .WithSoftmaxHead(new SoftmaxHeadOptions { Optimizer = Steady });
    }

    [Fact]
    public void Fit_BackpropTwin_IsExtendedToo()
    {
        FFNetworkDefinition definition = SyntheticImages.Network().WithOptimizer(Steady).Define();
        using BackpropTwin whole = BackpropTwin.Create(definition), parts = BackpropTwin.Create(definition);
        TrainingResult expected = whole.Fit(_data, Kept with { Epochs = 5, Checkpoint = null });

        parts.Fit(_data, Kept with { Schedule = TrainingSchedule.Greedy });
        TrainingResult result = parts.Fit(_data, Kept with { Epochs = 5, Schedule = TrainingSchedule.Greedy });

        TrainedState.DigestOf(parts.Parameters, result).Should().Be(TrainedState.DigestOf(whole.Parameters, expected));
    }

    [Fact]
    public void Fit_MoreEpochsOfARateThatFalls_IsRefusedAndSaysWhatToDo()
    {
        using FFNetwork network = SyntheticImages.Network().Build(),
            head = SyntheticImages.Network().WithOptimizer(Steady).WithSoftmaxHead().Build();
        using TemporaryFolder other = new();
        TrainingOptions otherFolder = Kept with { Checkpoint = new CheckpointOptions { Folder = other.FullPath } };
        string learned = TrainedState.DigestOf(network, network.Fit(_data, Kept));
        head.Fit(_data, otherFolder);

        Refused(network, Kept with { Epochs = 5 }, "options.epochs is 3, and that of this one 5*LearningRateDecay.Constant*begins anew");
        Refused(head, otherFolder with { Epochs = 5 }, "softmax head");
        TrainedState.DigestOf(network, network.Fit(_data, Kept)).Should().Be(learned, "the folder is as it was");
    }

    public static TheoryData<AdamOptions> RatesThatLookAtTheEnd =>
        [Steady with { WarmUp = 0.25 }, Steady with { Decay = LearningRateDecay.Steps([0.5]) }];

    [Theory]
    [MemberData(nameof(RatesThatLookAtTheEnd))]
    public void Fit_MoreEpochsOfAWarmUpOrSteps_IsRefused(AdamOptions optimizer)
    {
        using FFNetwork network = SyntheticImages.Network().WithOptimizer(optimizer).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        using TemporaryFolder other = new();
        TrainingOptions otherFolder = Kept with { Checkpoint = new CheckpointOptions { Folder = other.FullPath } };
        network.Fit(_data, Kept);
        twin.Fit(_data, otherFolder);

        Refused(network, Kept with { Epochs = 5 }, "looks at how long the run is*no WarmUp");
        FluentActions.Invoking(() => twin.Fit(_data, otherFolder with { Epochs = 5 }))
            .Should().Throw<InvalidOperationException>().WithMessage("*looks at how long the run is*");
    }

    [Fact]
    public void Fit_FewerEpochs_IsRefused()
    {
        using FFNetwork network = SyntheticImages.Network().WithOptimizer(Steady).Build();
        network.Fit(_data, Kept);

        Refused(network, Kept with { Epochs = 2 }, "options.epochs is 3, and that of this one 2");
    }

    [Fact]
    public void Fit_MoreEpochsAndAnotherOption_IsRefused()
    {
        using FFNetwork network = SyntheticImages.Network().WithOptimizer(Steady).Build();
        network.Fit(_data, Kept);

        Refused(network, Kept with { Epochs = 5, BatchSize = 16 }, "options.batchSize is 20, and that of this one 16");
        Refused(network, Kept with { Epochs = 5, Schedule = TrainingSchedule.Interleaved(1, 9) }, "options.schedule is");
    }

    // A greedy run can be longer as long as its second layer has not begun.
    [Fact]
    public void Fit_GreedyRun_IsExtendedInTheTurnOfItsFirstLayerAlone()
    {
        TrainingOptions greedy = Kept with { Schedule = TrainingSchedule.Greedy };
        using FFNetwork whole = Build(), parts = Build();
        string expected = TrainedState.DigestOf(whole, whole.Fit(_data, greedy with { Epochs = 4, Checkpoint = null }));
        using CancellationTokenSource cancellation = new();
        ProgressCallback<TrainingProgress> progress = new(report =>
        {
            if (report.LastEpoch?.Epoch == 2)
                cancellation.Cancel();
        });

        FluentActions.Invoking(() => parts.Fit(_data, greedy with { Progress = progress, Cancellation = cancellation.Token }))
            .Should().Throw<TrainingCancelledException>();
        TrainedState.DigestOf(parts, parts.Fit(_data, greedy with { Epochs = 4 })).Should().Be(expected);
        Refused(parts, greedy with { Epochs = 6 }, "in epoch 5 of one of 6 epochs other layers learn than have learned in it");

        static FFNetwork Build() => SyntheticImages.Network().WithOptimizer(Steady).Build();
    }

    private void Refused(FFNetwork network, TrainingOptions options, string why) =>
        FluentActions.Invoking(() => network.Fit(_data, options)).Should().Throw<InvalidOperationException>()
            .WithMessage($"*another run: *{why}*");
}
