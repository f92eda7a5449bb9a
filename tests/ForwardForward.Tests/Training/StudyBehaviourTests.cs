using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Faithful;

namespace ForwardForward.Tests.Training;

/// <summary>
/// What the study saw and why, on real digits with budgets of seconds: 6,000 images, 784-200-200, the study's layers and optimizer,
/// negatives drawn once, but batches of 100, so that 600 steps are 10 epochs. Chance is 10 %.
/// </summary>
public sealed class StudyBehaviourTests
{
    [RealDataFact("mnist")]
    public async Task Negatives_MaskedImages_TeachTheMaskAndNotTheLabel()
    {
        using ImageDataset mnist = await Digits();

        double wrongLabel = Train(mnist, Study(mnist).WithNegatives(new WrongLabelSampler()));
        double masked = Train(mnist, Study(mnist).WithNegatives(new MaskedPixelsSampler()));

        wrongLabel.Should().BeGreaterThan(0.70);
        masked.Should().BeLessThan(0.40);
    }

    [RealDataFact("mnist")]
    public async Task RewardPrediction_ThatLeaksWhichHalfARowIsIn_FallsToChanceAndTheCorrectedOneDoesNot()
    {
        using ImageDataset mnist = await Digits();

        double faithful = Train(mnist, Study(mnist).WithModulation(new FaithfulRewardPredictionModulation()));
        double corrected = Train(mnist, Study(mnist).WithModulation(new RewardPredictionModulation()));

        faithful.Should().BeLessThan(0.20);
        corrected.Should().BeGreaterThan(0.70);
    }

    [RealDataFact("mnist")]
    public async Task Prospective_FiveHundredIterations_IsFarAboveOneHundred()
    {
        using ImageDataset mnist = await Digits();
        FFNetworkBuilder network = Study(mnist, layer: new ProspectiveDenseLayerDefinition(200));
        TrainingOptions options = new() { BatchSize = 60, Negatives = NegativeRefresh.Once, PassOnUpdatedActivations = true };

        double hundred = Train(mnist, network, options with { Epochs = 1 });
        double fiveHundred = Train(mnist, network, options with { Epochs = 5 });

        hundred.Should().BeLessThan(0.40);
        fiveHundred.Should().BeGreaterThan(0.65);
    }

    [RealDataFact("mnist")]
    public async Task PredictiveCoding_TheStudysGate_ReadsAsDeadBeforeAnyTraining()
    {
        using ImageDataset mnist = await Digits();
        using FFNetwork network = Study(mnist, layer: FaithfulLayers.PredictiveCoding(200)).Build();

        IReadOnlyList<DeadUnits> dead = network.CountDeadUnits(mnist.Test.Images);

        dead.Should().AllSatisfy(layer => layer.Gated.Should().BeGreaterThan(0.98));
        dead.Should().AllSatisfy(layer => layer.Ungated.Should().BeLessThan(0.35));
        dead.Should().AllSatisfy(layer => layer.Relative.Should().BeLessThan(0.35));
    }

    [RealDataFact("mnist")]
    public async Task PredictiveCoding_RecentredGate_ReadsUnseenDigitsAndKeepsItsUnitsAlive()
    {
        using ImageDataset whole = await ImageDatasets.MnistAsync();
        using ImageDataset mnist = whole.Take(12_000, 2_000);
        using FFNetwork network = new FFNetworkBuilder().WithInput(mnist.Shape).WithClasses(10).WithSeed(1)
            .WithLabelEmbedding(new FirstPixelsOverlay(3)).WithOptimizer(new AdamOptions { LearningRate = 0.001 })
            .AddPredictiveCoding(200).AddPredictiveCoding(200).Build();

        network.Fit(mnist.Train, new TrainingOptions { Epochs = 6 });

        network.Evaluate(mnist.Test).Accuracy.Should().BeGreaterThan(0.90);
        network.CountDeadUnits(mnist.Test.Images).Should().AllSatisfy(layer => layer.Gated.Should().BeLessThan(0.3));
    }

    [RealDataFact("mnist")]
    public async Task Collaboration_OfLayersToComeUnderTheGreedySchedule_IsNoCollaboration()
    {
        using ImageDataset mnist = await Digits();
        TrainingOptions greedy =
            new() { Epochs = 2, BatchSize = 100, Negatives = NegativeRefresh.Once, Schedule = TrainingSchedule.Greedy };

        using FFNetwork alone = Trained(new NoCollaboration()), next = Trained(new LayerCollaboration(0.7, CollaboratingLayers.Next)),
            all = Trained(new LayerCollaboration(0.7));

        // Per row of the test set, before rounding to a class: the score of every label.
        ScoreDistance(next, alone).Should().BeLessThan(0.02);
        ScoreDistance(all, alone).Should().BeGreaterThan(0.2);

        FFNetwork Trained(ICollaboration collaboration)
        {
            FFNetwork network = Study(mnist).WithCollaboration(collaboration).Build();
            network.Fit(mnist.Train, greedy);
            return network;
        }

        double ScoreDistance(FFNetwork first, FFNetwork second) =>
            (first.ScoreLabels(mnist.Test.Images) - second.ScoreLabels(mnist.Test.Images)).abs().mean().ToDouble();
    }

    [RealDataFact("mnist")]
    public async Task Unlabelled_HybridMasks_MakeFeaturesThatASoftmaxHeadReads()
    {
        using ImageDataset whole = await ImageDatasets.MnistAsync();
        using ImageDataset mnist = whole.Take(12_000, 2_000);
        using FFNetwork network = new FFNetworkBuilder().WithInput(mnist.Shape).WithClasses(10).WithSeed(1)
            .WithLabelEmbedding(new NoLabelEmbedding()).WithNegatives(new HybridMaskSampler())
            .WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead)
            .AddDense(200).AddDense(200).Build();

        network.Fit(mnist.Train, new TrainingOptions { Epochs = 3 });

        network.Evaluate(mnist.Test).Accuracy.Should().BeGreaterThan(0.80);
    }

    private static async Task<ImageDataset> Digits()
    {
        using ImageDataset whole = await ImageDatasets.MnistAsync();
        using ImageDataset part = whole.Take(6_000, 1_000);
        return part.Standardise();
    }

    private static FFNetworkBuilder Study(ImageDataset mnist, LayerDefinition? layer = null)
    {
        layer ??= new DenseLayerDefinition(200);
        return new FFNetworkBuilder().WithDataset(mnist).WithSeed(1)
            .WithLabelEmbedding(new FaithfulBatchMaximumOverlay())
            .WithNegatives(new FaithfulShuffledLabelSampler())
            .WithInputNormalisation(new LengthNormalisation())
            .WithLoss(new LogisticLoss(threshold: 2))
            .WithOptimizer(new AdamOptions { LearningRate = 0.03, Decay = LearningRateDecay.Constant })
            .AddLayer(layer).AddLayer(layer);
    }

    private static double Train(ImageDataset mnist, FFNetworkBuilder builder, TrainingOptions? options = null)
    {
        using FFNetwork network = builder.Build();
        network.Fit(mnist.Train, options ?? new TrainingOptions { Epochs = 10, BatchSize = 100, Negatives = NegativeRefresh.Once });
        return network.Evaluate(mnist.Test).Accuracy;
    }
}
