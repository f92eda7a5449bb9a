using ForwardForward.Data;

namespace ForwardForward.Tests.Training;

/// <summary>What a run that ends before its end says of the network.</summary>
public sealed class EndedRunTests : IDisposable
{
    private readonly LabelledImages _data = SyntheticImages.Create(60), _validation = SyntheticImages.Create(40, seed: 2);

    private TrainingOptions Kept => new() { Epochs = 4, BatchSize = 20, Validation = _validation, KeepBestEpoch = true };

    public void Dispose()
    {
        _data.Dispose();
        _validation.Dispose();
    }

    [Fact]
    public void Fit_DivergedWithABestEpoch_PutsItBackAndSaysSo()
    {
        List<EpochResult> epochs = [];
        ProgressCallback<TrainingProgress> progress = new(report => epochs.AddRange(report.LastEpoch is { } epoch ? [epoch] : []));
        using FFNetwork network = Spoiled();

        TrainingDivergedException error = Diverge(network, Kept with { Progress = progress });

        (error.Epoch, error.Batch).Should().Be((3, 2));
        EpochResult best = epochs.MaxBy(epoch => epoch.ValidationAccuracy)!;
        error.EpochPutBack.Should().Be(best.Epoch);
        error.Message.Should().Contain($"put back to epoch {best.Epoch}, its best (TrainingOptions.KeepBestEpoch), and can be used")
            .And.NotContain("of no use");
        SyntheticImages.Accuracy(network, _validation).Should().Be(best.ValidationAccuracy);
        network.Fit(_data, Kept).History.Should().HaveCount(4, "the moments that diverged are gone");
    }

    [Fact]
    public void Fit_DivergedWithoutABestEpoch_SaysThatTheParametersAreOfNoUse()
    {
        using FFNetwork network = Spoiled(), greedy = Spoiled();

        TrainingDivergedException[] errors =
        [
            Diverge(network, Kept with { KeepBestEpoch = false }),
            Diverge(greedy, Kept with { Schedule = TrainingSchedule.Greedy }), // No epoch counts before its second layer learns.
        ];

        errors.Should().AllSatisfy(error =>
        {
            error.EpochPutBack.Should().BeNull();
            error.Message.Should().Contain("The parameters are of no use any more: build the network again, and lower");
        });
    }

    [Theory]
    [InlineData(true, "put back to epoch 1, its best so far (TrainingOptions.KeepBestEpoch); Result")]
    [InlineData(false, "keeps what it has learned so far; Result")]
    public void Fit_Cancelled_SaysWhatTheNetworkIs(bool keepBest, string state)
    {
        using FFNetwork network = SyntheticImages.Network().Build();
        using CancellationTokenSource cancellation = new();
        ProgressCallback<TrainingProgress> progress = new(report =>
        {
            if (report.LastEpoch is not null)
                cancellation.Cancel();
        });

        FluentActions
            .Invoking(() => network.Fit(
                _data, Kept with { KeepBestEpoch = keepBest, Progress = progress, Cancellation = cancellation.Token }))
            .Should().Throw<TrainingCancelledException>().WithMessage($"*The network *{state} has the epochs that were finished.");
    }

    private static FFNetwork Spoiled() => SyntheticImages.Network().WithNegatives(new OnceInfiniteSampler(batch: 7)).Build();

    private TrainingDivergedException Diverge(FFNetwork network, TrainingOptions options) =>
        FluentActions.Invoking(() => network.Fit(_data, options)).Should().Throw<TrainingDivergedException>().Which;

    /// <summary>Gives infinite images in one batch.</summary>
    private sealed class OnceInfiniteSampler(int batch) : INegativeSampler
    {
        private int _drawn;

        public int Batch => batch;

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
        {
            LabelledBatch wrong = new WrongLabelSampler().Sample(positives, context);
            return _drawn++ == Batch ? wrong with { Images = positives.Images / 0 } : wrong;
        }
    }
}
