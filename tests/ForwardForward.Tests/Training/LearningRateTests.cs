using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Training;

/// <summary>Everything that learns along with a network follows the rate of its optimizer's options.</summary>
public sealed class LearningRateTests : IDisposable
{
    private static readonly AdamOptions Steady = new() { LearningRate = 0.01, Decay = LearningRateDecay.Constant };

    private readonly LabelledImages _data = SyntheticImages.Create(60);

    public void Dispose() => _data.Dispose();

    // A full batch is one step an epoch, and the first has the rate 0.
    [Fact]
    public void Fit_FirstStepOfAWarmUp_ChangesNothing()
    {
        Changes(Steady with { WarmUp = 0.5 }, epochs: 1).Should().AllBeEquivalentTo(false);
        Changes(Steady with { WarmUp = 0.5 }, epochs: 2).Should().AllBeEquivalentTo(true);
        Changes(Steady, epochs: 1).Should().AllBeEquivalentTo(true);
    }

    // The last two of four steps have a rate that no parameter feels.
    [Fact]
    public void Fit_StepsToNextToNothing_EndsAsHalfTheRunAtTheFullRate()
    {
        AdamOptions falls = Steady with { Decay = LearningRateDecay.Steps([0.5], factor: 1e-30) };

        foreach ((float[] whole, float[] half) in Parameters(falls, epochs: 4).Zip(Parameters(Steady, epochs: 2)))
            whole.Should().Equal(half);
    }

    public static TheoryData<AdamOptions> Schedules =>
        [Steady with { WarmUp = 0.2 }, new() { LearningRate = 0.01, WarmUp = 0.1 }, Steady with
        {
            Decay = LearningRateDecay.Steps([0.5, 0.75]),
        }];

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Fit_EverySchedule_LearnsAndGoesOnFromACheckpoint(AdamOptions optimizer)
    {
        using TemporaryFolder folder = new();
        using FFNetwork network = Build(optimizer), again = Build(optimizer);
        TrainingOptions options = new() { Epochs = 20, BatchSize = 20 };
        using CancellationTokenSource cancellation = new();
        TrainingOptions kept = options with
        {
            Checkpoint = new CheckpointOptions { Folder = folder.FullPath },
            Cancellation = cancellation.Token,
            Progress = new ProgressCallback<TrainingProgress>(report =>
            {
                if (report.LastEpoch?.Epoch == 11)
                    cancellation.Cancel();
            }),
        };

        string expected = TrainedState.DigestOf(network, network.Fit(_data, options));
        FluentActions.Invoking(() => again.Fit(_data, kept)).Should().Throw<TrainingCancelledException>();
        TrainingResult result = again.Fit(_data, kept with { Progress = null, Cancellation = CancellationToken.None });

        SyntheticImages.Accuracy(network, _data).Should().BeGreaterThan(0.9);
        TrainedState.DigestOf(again, result).Should().Be(expected);
    }

    private static FFNetwork Build(AdamOptions optimizer) => SyntheticImages.Network().WithOptimizer(optimizer)
        .WithSoftmaxHead(new SoftmaxHeadOptions { Optimizer = optimizer }).Build();

    /// <summary>Whether what each layer, the head and a backprop twin learned is other than it began.</summary>
    private IEnumerable<bool> Changes(AdamOptions optimizer, int epochs) =>
        Parameters(optimizer, epochs).Zip(Parameters(optimizer, epochs: 0), (after, before) => !after.SequenceEqual(before));

    /// <summary>The parameters of the layers, of the head and of a backprop twin, each tensor by itself.</summary>
    private List<float[]> Parameters(AdamOptions optimizer, int epochs)
    {
        using FFNetwork network = Build(optimizer);
        using BackpropTwin twin = BackpropTwin.Create(network.Definition);
        if (epochs > 0)
        {
            TrainingOptions options = new() { Epochs = epochs, BatchSize = _data.Count };
            network.Fit(_data, options);
            twin.Fit(_data, options);
        }
        return [.. network.Tensors.Concat(twin.Parameters).Select(parameter => Tensors.Values(parameter.Value))];
    }
}
