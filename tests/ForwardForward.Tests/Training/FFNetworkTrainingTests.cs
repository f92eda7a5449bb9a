using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

public sealed class FFNetworkTrainingTests
{
    public static TheoryData<TrainingOptions> WaysToTrain => new()
    {
        new TrainingOptions { Epochs = 15, BatchSize = 32 },
        new TrainingOptions { Epochs = 15, BatchSize = 32, Negatives = NegativeRefresh.Once },
        new TrainingOptions { Epochs = 15, BatchSize = 32, Schedule = TrainingSchedule.Greedy },
        new TrainingOptions { Epochs = 60, BatchSize = 300 },
        new TrainingOptions { Epochs = 60, BatchSize = 300, Schedule = TrainingSchedule.Greedy, Negatives = NegativeRefresh.Once },
    };

    [Theory]
    [MemberData(nameof(WaysToTrain))]
    public void Fit_LearnableImages_LearnsInEveryLayer(TrainingOptions options)
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = SyntheticImages.Network().WithOptimizer(new AdamOptions { LearningRate = 0.01 }).Build();

        TrainingResult result = network.Fit(train, options);

        SyntheticImages.Accuracy(network, unseen).Should().BeGreaterThan(0.9);
        result.History.Should().HaveCount(options.Schedule.CountEpochs(options.Epochs, 2));
        for (int layer = 0; layer < 2; layer++)
        {
            double?[] losses = [.. result.History.Select(epoch => epoch.Losses[layer]).Where(loss => loss is not null)];
            losses[^1].Should().BeLessThan(losses[0]!.Value);
        }
    }

    [Fact]
    public void Fit_SameSeed_GivesTheSameBits()
    {
        Train(3).Should().Equal(Train(3));
        Train(3).Should().NotEqual(Train(4));

        static float[] Train(long seed)
        {
            using LabelledImages data = SyntheticImages.Create(100);
            using FFNetwork network = SyntheticImages.Network(seed).Build();
            network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 16 });
            return Tensors.Values(network.Layers[1].Parameters[0].Value);
        }
    }

    [Fact]
    public void Fit_Greedy_LeavesTheFirstLayerAloneWhileTheSecondLearns()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().Build();
        List<float[]> firstLayer = [];
        ProgressCallback<TrainingProgress> afterEpoch = new(progress =>
        {
            if (progress.LastEpoch is not null)
                firstLayer.Add(Tensors.Values(network.Layers[0].Parameters[0].Value));
        });

        TrainingResult result = network.Fit(
            data, new TrainingOptions { Epochs = 2, BatchSize = 20, Schedule = TrainingSchedule.Greedy, Progress = afterEpoch });

        firstLayer.Should().HaveCount(4);
        firstLayer[1].Should().NotEqual(firstLayer[0]);
        firstLayer[3].Should().Equal(firstLayer[1]);
        result.History.Select(epoch => epoch.Losses[1] is null).Should().Equal(true, true, false, false);
    }

    [Fact]
    public void Fit_ConstantBatches_EqualRecomputingTheFrozenLayers()
    {
        using LabelledImages data = SyntheticImages.Create(60);

        // The same fixed negatives; once as one constant batch, once told to the network as if they were drawn anew every time.
        float[] cached = Train(new WrongLabelSampler(), NegativeRefresh.Once);
        float[] recomputed = Train(new RepeatingSampler(), NegativeRefresh.EveryBatch);

        cached.Should().Equal(recomputed);

        float[] Train(INegativeSampler sampler, NegativeRefresh refresh)
        {
            using FFNetwork network = SyntheticImages.Network().WithNegatives(sampler).Build();
            network.Fit(data, new TrainingOptions { Epochs = 5, BatchSize = 60, Schedule = TrainingSchedule.Greedy, Negatives = refresh });
            return Tensors.Values(network.Layers[1].Parameters[0].Value);
        }
    }

    [Fact]
    public void Fit_NegativesOnce_AsksTheSamplerOnceForAllImages()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        CountingSampler sampler = new();
        using FFNetwork network = SyntheticImages.Network().WithNegatives(sampler).Build();

        network.Fit(data, new TrainingOptions { Epochs = 3, BatchSize = 25, Negatives = NegativeRefresh.Once });
        sampler.Asked.Should().Equal(60);

        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 25 });
        sampler.Asked.Should().Equal(60, 25, 25, 10);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fit_AsManyEpochsAsThereCanBe_TrainsUntilItIsCancelled(bool greedy)
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().Build();
        using CancellationTokenSource cancellation = new();
        List<int> epochs = [];
        TrainingOptions options = new()
        {
            Epochs = int.MaxValue,
            BatchSize = 25,
            Schedule = greedy ? TrainingSchedule.Greedy : TrainingSchedule.Simultaneous,
            Cancellation = cancellation.Token,
            Progress = new ProgressCallback<TrainingProgress>(report =>
            {
                epochs.Add(report.Epoch);
                if (report.LastEpoch is { Epoch: 3 })
                    cancellation.Cancel();
            }),
        };

        FluentActions.Invoking(() => network.Fit(data, options)).Should().Throw<OperationCanceledException>();

        epochs.Should().Contain([1, 2, 3]);
    }

    [Fact]
    public void Fit_WithProgress_EndsAtOneHundredPercentWithEveryEpochReported()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().Build();
        List<TrainingProgress> reports = [];

        network.Fit(data, new TrainingOptions
        {
            Epochs = 3,
            BatchSize = 25,
            Validation = data,
            Progress = new ProgressCallback<TrainingProgress>(reports.Add),
        });

        reports.Where(report => report.LastEpoch is not null).Select(report => report.LastEpoch!.Epoch).Should().Equal(1, 2, 3);
        reports[^1].Fraction.Should().Be(1);
        reports[^1].Remaining.Should().Be(TimeSpan.Zero);
        reports[^1].LastEpoch!.ValidationAccuracy.Should().BeInRange(0, 1);
    }

    [Fact]
    public void Fit_WithLogger_TellsTheNetworkAndEveryEpoch()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().Build();
        ListLogger logger = new();

        network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 25, Logger = logger });

        string[] lines = [.. logger.Lines.Where(line => !line.StartsWith("Warning", StringComparison.Ordinal))];
        lines.Should().HaveCount(4);
        lines[0].Should().Be("Information: Training 1×6×6 → Dense 32 → Dense 24, 3 classes for 2 epochs of 3 batches.");
        lines[2].Should().MatchRegex(@"^Debug: epoch 2: loss -?\d+\.\d+, -?\d+\.\d+, \d+\.\d s$");
        lines[3].Should().StartWith("Information: Trained in ");
    }

    private sealed class CountingSampler : INegativeSampler
    {
        public List<long> Asked { get; } = [];

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
        {
            Asked.Add(positives.Labels.shape[0]);
            return new WrongLabelSampler().Sample(positives, context);
        }
    }

    private sealed class RepeatingSampler : INegativeSampler
    {
        private long[]? _labels;

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
        {
            _labels ??= Tensors.Longs(new WrongLabelSampler().Sample(positives, context).Labels);
            return positives with { Labels = tensor(_labels) };
        }
    }
}
