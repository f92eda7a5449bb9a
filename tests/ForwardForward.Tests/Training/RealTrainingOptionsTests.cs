using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <summary>What a run is told besides how to learn, on real digits.</summary>
public sealed class RealTrainingOptionsTests
{
    [RealDataFact("mnist")]
    public async Task Fit_EarlyStoppingAndBestEpoch_EndsEarlyAsTheBestEpochWas()
    {
        using ImageDataset mnist = await TakeAsync();
        using FFNetwork network = Build(mnist);

        TrainingResult result = network.Fit(mnist.Train, new TrainingOptions
        {
            Epochs = 60,
            Validation = mnist.Validation,
            EarlyStopping = new EarlyStopping { Patience = 2 },
            KeepBestEpoch = true,
        });

        result.StoppedEarly.Should().BeTrue();
        result.History.Should().HaveCount(result.BestEpoch!.Epoch + 2);
        result.BestEpoch.ValidationAccuracy.Should().Be(result.History.Max(epoch => epoch.ValidationAccuracy)).And.BeGreaterThan(0.8);
        network.Evaluate(mnist.Validation!).Accuracy.Should().Be(result.BestEpoch.ValidationAccuracy);
    }

    [RealDataFact("mnist")]
    public async Task Fit_CancelledThenExtended_EndsWithTheBitsOfOneRun()
    {
        using TemporaryFolder folder = new();
        using ImageDataset mnist = await TakeAsync();
        using FFNetwork whole = Build(mnist), parts = Build(mnist);
        TrainingOptions options = new() { Epochs = 4, Validation = mnist.Validation, KeepBestEpoch = true };
        TrainingOptions kept = options with { Epochs = 2, Checkpoint = new CheckpointOptions { Folder = folder.FullPath } };
        string expected = TrainedState.DigestOf(whole, whole.Fit(mnist.Train, options));
        using CancellationTokenSource cancellation = new();
        ProgressCallback<TrainingProgress> progress = new(report =>
        {
            if (report.LastEpoch is not null)
                cancellation.Cancel();
        });

        TrainingResult first = FluentActions
            .Invoking(() => parts.Fit(mnist.Train, kept with { Progress = progress, Cancellation = cancellation.Token }))
            .Should().Throw<TrainingCancelledException>().Which.Result;
        parts.Fit(mnist.Train, kept).History.Should().HaveCount(2);

        first.History.Should().ContainSingle().Which.ValidationAccuracy.Should().Be(first.BestEpoch!.ValidationAccuracy);
        TrainedState.DigestOf(parts, parts.Fit(mnist.Train, kept with { Epochs = 4 })).Should().Be(expected);
    }

    [RealDataFact("mnist")]
    public async Task Calibrate_OnValidationImages_LowersTheLossOnTestImages()
    {
        using ImageDataset mnist = await TakeAsync();
        using FFNetwork network = Build(mnist);
        network.Fit(mnist.Train, new TrainingOptions { Epochs = 4 });
        double before = Loss(network, mnist.Test);

        network.Calibrate(mnist.Validation!);

        Loss(network, mnist.Test).Should().BeLessThan(0.9 * before).And.BeLessThan(0.8);
    }

    private static async Task<ImageDataset> TakeAsync()
    {
        using ImageDataset whole = await ImageDatasets.MnistAsync();
        using ImageDataset some = whole.Take(4_000, 1_000);
        return some.WithValidation(1_000, seed: 0);
    }

    private static FFNetwork Build(ImageDataset dataset) => new FFNetworkBuilder()
        .WithInput(dataset.Shape).WithClasses(dataset.Classes).WithSeed(1)
        .WithOptimizer(new AdamOptions { Decay = LearningRateDecay.Constant })
        .AddDense(100).AddDense(100)
        .Build();

    private static double Loss(FFNetwork network, LabelledImages data)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return -network.PredictProbabilities(data.Images).to(float64).gather(1, data.Labels.unsqueeze(1)).log().mean().item<double>();
    }
}
