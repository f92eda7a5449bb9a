using ForwardForward.Data;

namespace ForwardForward.Tests.Training;

/// <summary>Behaviour on images of digits, with budgets of seconds; chance is 10 %.</summary>
public sealed class LearningToReadTests
{
    [Fact]
    public void Fit_DefaultsOnSyntheticDigits_ReadsUnseenDigitsInEveryLayer()
    {
        using ImageDataset digits = ImageDatasets.SyntheticDigits(new DatasetOptions { Seed = 1, Train = 6_000, Test = 1_000 });
        using FFNetwork network = Defaults(digits).Build();

        network.Fit(digits.Train, new TrainingOptions { Epochs = 6 });

        EvaluationResult result = network.Evaluate(digits.Test);
        result.Accuracy.Should().BeGreaterThan(0.90);
        result.PerLayer.Should().AllSatisfy(accuracy => accuracy.Should().BeGreaterThan(0.88));
        result.Goodness.Should().AllSatisfy(goodness => goodness.PositiveMean.Should().BeGreaterThan(goodness.NegativeMean));
    }

    [RealDataFact("mnist")]
    public async Task Fit_DefaultsOnMnist_ReadsUnseenDigits()
    {
        using ImageDataset whole = await ImageDatasets.MnistAsync();
        using ImageDataset mnist = whole.Take(12_000, 2_000);
        using FFNetwork network = Defaults(mnist).Build();

        network.Fit(mnist.Train, new TrainingOptions { Epochs = 4 });

        network.Evaluate(mnist.Test).Accuracy.Should().BeGreaterThan(0.88);
    }

    [Fact]
    public void Fit_TheStudysSetting_BeginsWithAlmostNoGoodnessAndRaisesItSlowly()
    {
        using ImageDataset digits = ImageDatasets.SyntheticDigits(new DatasetOptions { Seed = 1, Train = 1_000, Test = 100 });
        using ImageDataset standardised = digits.Standardise();
        using TorchSharp.torch.Tensor scaled = standardised.Standardisation!.Apply(standardised.Train.Images);
        using FFNetwork network = Defaults(standardised)
            .WithLabelEmbedding(new FirstPixelsOverlay(scaled.max().ToDouble()))
            .WithInputNormalisation(new LengthNormalisation())
            .WithLoss(new LogisticLoss(threshold: 2))
            .WithOptimizer(new AdamOptions { LearningRate = 0.03, Decay = LearningRateDecay.Constant })
            .Build();

        TrainingResult run = network.Fit(standardised.Train, new TrainingOptions
        {
            Epochs = 40,
            BatchSize = standardised.Train.Count,
            Schedule = TrainingSchedule.Greedy,
            Negatives = NegativeRefresh.Once,
        });

        // Goodness near 0 on both sides: (softplus(2) + softplus(−2)) / 2 = 1.1269. Telling nothing apart at the threshold: ln 2 = 0.6931.
        run.History[0].Losses[0].Should().BeApproximately(1.1269, 0.001);
        run.History[39].Losses[0].Should().BeInRange(0.6, 0.72);
        run.History[40].Losses[1].Should().BeApproximately(1.1269, 0.001);
    }

    private static FFNetworkBuilder Defaults(ImageDataset dataset) =>
        new FFNetworkBuilder().WithDataset(dataset).WithSeed(1).AddDense(500).AddDense(500);
}
