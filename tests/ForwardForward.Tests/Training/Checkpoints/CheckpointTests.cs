using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Training.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LabelledImages _data = SyntheticImages.Create(ShortRuns.Count);

    public static TheoryData<string> Runs => [.. ShortRuns.All.Select(run => run.Name)];

    private TrainingOptions Kept => new() { Epochs = 4, BatchSize = 20, Checkpoint = new CheckpointOptions { Folder = _folder.FullPath } };

    private IEnumerable<string> Checkpoints =>
        _folder.Files.Where(file => file.StartsWith("epoch-", StringComparison.Ordinal)).Select(file => file[..file.LastIndexOf('-')]);

    public void Dispose()
    {
        _data.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Fit_CancelledAndCalledAgain_EndsAsIfItNeverWas(string name)
    {
        (_, Func<FFNetworkBuilder> builder, TrainingOptions options) = ShortRuns.All.Single(
            run => string.Equals(run.Name, name, StringComparison.Ordinal));
        using FFNetwork undisturbed = builder().Build(), cancelled = builder().Build(), fresh = builder().Build();
        string expected = TrainedState.DigestOf(undisturbed, undisturbed.Fit(_data, options));
        TrainingOptions kept = options with { Checkpoint = new CheckpointOptions { Folder = _folder.FullPath } };

        CancelAfter(2, watched => cancelled.Fit(_data, watched), kept);
        cancelled.Fit(_data, options with { Epochs = 1, Schedule = TrainingSchedule.Simultaneous }); // Nothing is where it was.

        TrainedState.DigestOf(cancelled, cancelled.Fit(_data, kept)).Should().Be(expected);
        TrainedState.DigestOf(fresh, fresh.Fit(_data, kept)).Should().Be(expected, "a run at its end gives its result again");
    }

    [Fact]
    public void Fit_CancelledBeforeTheFirstCheckpointIsDue_BeginsWhereTheRunBegan()
    {
        TrainingOptions kept = Kept with { Checkpoint = new CheckpointOptions { Folder = _folder.FullPath, EveryEpochs = 3 } };
        using FFNetwork undisturbed = SyntheticImages.Network().Build(), network = SyntheticImages.Network().Build();
        string expected = TrainedState.DigestOf(undisturbed, undisturbed.Fit(_data, kept with { Checkpoint = null }));

        CancelAfter(2, watched => network.Fit(_data, watched), kept);

        Checkpoints.Should().Equal("epoch-0");
        TrainedState.DigestOf(network, network.Fit(_data, kept)).Should().Be(expected);
        Checkpoints.Should().Equal("epoch-3", "epoch-4");
    }

    [Fact]
    public void Fit_ScoringLayersChosenMeanwhile_GoesOnAsIfTheyWereNot()
    {
        using FFNetwork undisturbed = HardLabels().Build(), network = HardLabels().Build();
        string expected = TrainedState.DigestOf(undisturbed, undisturbed.Fit(_data, Kept with { Checkpoint = null }));

        CancelAfter(2, watched => network.Fit(_data, watched), Kept);
        network.ScoringLayers = ^1..;

        TrainedState.DigestOf(network, network.Fit(_data, Kept)).Should().Be(expected);

        static FFNetworkBuilder HardLabels() => SyntheticImages.Network().WithNegatives(new HardLabelSampler(temperature: 1e-3));
    }

    [Fact]
    public void Fit_BackpropTwin_GoesOnToo()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using BackpropTwin undisturbed = BackpropTwin.Create(network.Definition, deepSupervision: true);
        using BackpropTwin twin = BackpropTwin.Create(network.Definition, deepSupervision: true),
            plain = BackpropTwin.Create(network.Definition);
        TrainingResult expected = undisturbed.Fit(_data, Kept with { Checkpoint = null });

        CancelAfter(2, watched => twin.Fit(_data, watched), Kept);
        twin.Fit(_data, Kept with { Epochs = 1, Checkpoint = null });
        TrainingResult result = twin.Fit(_data, Kept);

        TrainedState.DigestOf(twin.Parameters, result).Should().Be(TrainedState.DigestOf(undisturbed.Parameters, expected));
        FluentActions.Invoking(() => plain.Fit(_data, Kept))
            .Should().Throw<InvalidOperationException>().WithMessage("*its plan is backpropagation with deep supervision*");
    }

    [Fact]
    public void Fit_RunAtItsEnd_LearnsNothingMore()
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        network.Fit(_data, Kept).History.Should().HaveCount(4);

        TrainingResult again = network.Fit(
            _data, Kept with { Progress = new ProgressCallback<TrainingProgress>(_ => Assert.Fail("No epoch is left.")) });

        again.History.Select(epoch => epoch.Epoch).Should().Equal(1, 2, 3, 4);
        again.Seconds.Should().BeApproximately(again.History.Sum(epoch => epoch.Seconds), 1e-6);
    }

    [Fact]
    public void Fit_AnotherRunInTheFolder_IsRefusedByName()
    {
        using FFNetwork network = SyntheticImages.Network().Build(), otherSeed = SyntheticImages.Network(seed: 2).Build();
        using FFNetwork otherSampler = SyntheticImages.Network().WithNegatives(new HardLabelSampler()).Build();
        using LabelledImages fewer = SyntheticImages.Create(47), others = SyntheticImages.Create(ShortRuns.Count, seed: 2);
        network.Fit(_data, Kept);
        float[] before = Tensors.Values(otherSeed.Layers[0].Parameters[0].Value);

        Refused(otherSeed, _data, Kept, "network.seed is 1, and that of this one 2");
        Refused(otherSampler, _data, Kept, "network.negatives is {\"type\":\"FirstLayerSampler\",\"sharpness\":32}");
        Refused(network, fewer, Kept, "training images is 48 of 1×6×6 in 3 classes");
        Refused(network, others, Kept, "training images is 48 of 1×6×6");
        Dictionary<string, TrainingOptions> different = new(StringComparer.Ordinal)
        {
            [nameof(TrainingOptions.Epochs)] = Kept with { Epochs = 5 },
            [nameof(TrainingOptions.BatchSize)] = Kept with { BatchSize = 24 },
            [nameof(TrainingOptions.Schedule)] = Kept with { Schedule = TrainingSchedule.Alternating },
            [nameof(TrainingOptions.Negatives)] = Kept with { Negatives = NegativeRefresh.Once },
            [nameof(TrainingOptions.Jitter)] = Kept with { Jitter = 1 },
            [nameof(TrainingOptions.Augmentation)] = Kept with { Augmentation = Augmentation.Photographs },
            [nameof(TrainingOptions.PassOnUpdatedActivations)] = Kept with { PassOnUpdatedActivations = true },
            [nameof(TrainingOptions.Validation)] = Kept with { Validation = fewer },
        };
        foreach (TrainingOptions options in different.Values)
            Refused(network, _data, options, "another run");

        Tensors.Values(otherSeed.Layers[0].Parameters[0].Value).Should().Equal(before);
    }

    [Fact]
    public void Fit_PositivesNoLongerCorrupted_IsRefused()
    {
        using FFNetwork network = SyntheticImages.Network().WithNegatives(new MaskedPixelsSampler()).Build();
        network.Fit(_data, Kept with { CorruptPositives = true });

        Refused(network, _data, Kept, "options.corruptPositives is true");
    }

    [Fact]
    public void Fit_FolderThatAnotherRunIsWritingTo_IsRefused()
    {
        using FFNetwork network = SyntheticImages.Network().Build(), other = SyntheticImages.Network().Build();
        ProgressCallback<TrainingProgress> meanwhile = new(_ =>
            FluentActions.Invoking(() => other.Fit(_data, Kept))
                .Should().Throw<IOException>().WithMessage("*cannot be taken*another run*"));

        network.Fit(_data, Kept with { Progress = meanwhile }).History.Should().HaveCount(4);
    }

    [Fact]
    public void CheckpointOptions_OutOfRange_AreRefused()
    {
        FluentActions.Invoking(() => new CheckpointOptions { Folder = " " }).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new CheckpointOptions { Folder = "run", Keep = 0 }).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CheckpointOptions { Folder = "run", EveryEpochs = 0 })
            .Should().Throw<ArgumentOutOfRangeException>();
    }

    private static void CancelAfter(int epoch, Action<TrainingOptions> fit, TrainingOptions options)
    {
        using CancellationTokenSource cancellation = new();
        ProgressCallback<TrainingProgress> progress = new(report =>
        {
            if (report.LastEpoch?.Epoch == epoch)
                cancellation.Cancel();
        });
        FluentActions.Invoking(() => fit(options with { Progress = progress, Cancellation = cancellation.Token }))
            .Should().Throw<OperationCanceledException>();
    }

    private static void Refused(FFNetwork network, LabelledImages data, TrainingOptions options, string why) =>
        FluentActions.Invoking(() => network.Fit(data, options)).Should().Throw<InvalidOperationException>()
            .WithMessage($"*another run: *{why.Replace("another run", string.Empty, StringComparison.Ordinal)}*");
}
