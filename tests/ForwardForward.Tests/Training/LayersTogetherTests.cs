using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Faithful;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <summary>What layers are told of each other while they learn.</summary>
public sealed class LayersTogetherTests
{
    [Fact]
    public void Collaboration_Greedy_SeesEveryLayersGoodnessOfTheSameRows()
    {
        using LabelledImages data = SyntheticImages.Create(12);
        RecordingCollaboration collaboration = new();
        using FFNetwork network = SyntheticImages.Network().WithCollaboration(collaboration).Build();
        Tensor expected = network.ScoreLabelsPerLayer(data.Images)[1].gather(1, data.Labels.unsqueeze(1)).squeeze(1);

        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 12, Negatives = NegativeRefresh.Once });

        // The first question comes while layer 0 learns, before any update: the positives' goodness in layer 1 is
        // that of their true labels.
        collaboration.Asked.Should().Equal(0, 1);
        collaboration.OfLayerOne[0].narrow(0, 0, 12).ShouldBeClose(expected, 1e-5);
        collaboration.OfLayerOne[0].shape.Should().Equal(24);
    }

    [Fact]
    public void Collaboration_ConstantBatches_SeesTheGoodnessOfEveryStepAnew()
    {
        using LabelledImages data = SyntheticImages.Create(12);
        RecordingCollaboration collaboration = new();
        using FFNetwork network = SyntheticImages.Network().WithCollaboration(collaboration).Build();

        network.Fit(
            data, new TrainingOptions { Epochs = 3, BatchSize = 12, Negatives = NegativeRefresh.Once, Schedule = TrainingSchedule.Greedy });

        // Layer 1's goodness moves with layer 0 below it, then by its own updates.
        collaboration.Asked.Should().Equal(0, 0, 0, 1, 1, 1);
        collaboration.OfLayerOne.Zip(collaboration.OfLayerOne.Skip(1)).Should().AllSatisfy(steps =>
            (steps.First - steps.Second).abs().max().ToDouble().Should().BeGreaterThan(1e-5));
    }

    [Fact]
    public void Collaboration_NextLayersUnderTheGreedySchedule_AlmostEqualsNone()
    {
        using LabelledImages data = SyntheticImages.Create(120);
        float[] alone = Train(new NoCollaboration()), next = Train(new LayerCollaboration(0.7, CollaboratingLayers.Next)),
            previous = Train(new LayerCollaboration(0.7, CollaboratingLayers.Previous));

        // Untrained layers with inputs of length 1 have a goodness near 0; the last layer has none after it.
        Distance(next, alone).Should().BeLessThan(0.05);
        Distance(previous, alone).Should().BeGreaterThan(0.2, "the second layer learns with the first one's goodness added");

        float[] Train(ICollaboration collaboration)
        {
            using FFNetwork network = SyntheticImages.Network()
                .WithInputNormalisation(new ForwardForward.LengthNormalisation())
                .WithLoss(new ForwardForward.LogisticLoss(threshold: 2))
                .WithOptimizer(new AdamOptions { LearningRate = 0.03, Decay = LearningRateDecay.Constant })
                .WithCollaboration(collaboration).Build();
            network.Fit(
                data,
                new TrainingOptions { Epochs = 40, BatchSize = 120, Schedule = TrainingSchedule.Greedy, Negatives = NegativeRefresh.Once });
            return Tensors.Values(network.Layers[1].Parameters[0].Value);
        }

        static double Distance(float[] first, float[] second) => first.Zip(second, (a, b) => Math.Abs(a - b)).Max();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Neighbours_WhileLearning_AreFromBeforeThisBatchsUpdates(bool passOnUpdated)
    {
        using LabelledImages data = SyntheticImages.Create(12);
        List<Tensor> below = [], above = [], trueLabels = [];
        using FFNetwork network = SyntheticImages.Network().WithModulation(new RecordingModulation(below, above, trueLabels)).Build();
        Tensor embedded = network.Definition.LabelEmbedding.Embed(data.Images, data.Labels, 3);
        Tensor first = network.Layers[0].Forward(embedded), second = network.Layers[1].Forward(first);

        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 12, PassOnUpdatedActivations = passOnUpdated });

        above.Should().ContainSingle().Which.narrow(0, 0, 12).ShouldBeClose(second, 1e-5);
        below.Should().ContainSingle().Which.narrow(0, 0, 12).ShouldBeClose(first, 1e-5);
        Tensors.Longs(trueLabels[0]).Should().Equal(
            [.. Tensors.Longs(data.Labels), .. Tensors.Longs(data.Labels)], "a negative has the true class of its positive");
    }

    [Fact]
    public void PassOnUpdatedActivations_SecondLayer_LearnsFromTheFirstAfterItsUpdate()
    {
        using LabelledImages data = SyntheticImages.Create(12);

        (Tensor before, Tensor updated) = (SeenBySecondLayer(passOnUpdated: false), SeenBySecondLayer(passOnUpdated: true));

        (before - updated).abs().max().ToDouble().Should().BeGreaterThan(1e-4);

        Tensor SeenBySecondLayer(bool passOnUpdated)
        {
            List<Tensor> seen = [];
            using FFNetwork network = new FFNetworkBuilder()
                .WithInput(SyntheticImages.Shape).WithClasses(3).AddDense(8).AddLayer(new WatchingDefinition(seen)).Build();
            network.Fit(data, new TrainingOptions
            {
                Epochs = 1,
                BatchSize = 12,
                Negatives = NegativeRefresh.Once,
                PassOnUpdatedActivations = passOnUpdated,
            });
            return seen[0];
        }
    }

    [Fact]
    public void Modulation_LearnedScale_MovesWithTheLayerAndBelongsToIt()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().WithModulation(new FaithfulRewardPredictionModulation()).Build();

        network.Fit(data, new TrainingOptions { Epochs = 5, BatchSize = 20 });

        foreach (LocalLayer layer in network.Layers)
        {
            layer.Parameters.Select(parameter => parameter.Name).Should().Equal("weight", "bias", "modulation_scale");
            layer.Parameters[2].Value.ToDouble()
                .Should().BeGreaterThan(0.5, "a signal that tells the halves apart makes the loss pull its scale up");
        }
    }

    [Fact]
    public void AsksOtherLayers_KindsThatLearnByThemselves_DoNot()
    {
        FFNetworkBuilder[] alone =
        [
            Empty().AddViewContrast(8), Empty().AddViewContrastConvolution(4), Empty().AddSelfContrastive(8),
            Empty().AddSelfContrastiveConvolution(4),
        ];
        FFNetworkBuilder[] labelled =
            [Empty().AddDense(8), Empty().AddPredictiveCoding(8), Empty().AddProjection(8), Empty().AddCwcBlock(6)];
        FFNetworkBuilder modulated = Empty().AddPredictiveCoding(8).WithModulation(new LayerAgreementModulation());

        alone.Select(builder => builder.WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead)).Concat(labelled)
            .Should().AllSatisfy(builder => Asks(builder).Should().BeFalse());
        Asks(modulated).Should().BeTrue();

        static FFNetworkBuilder Empty() => new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3);

        static bool Asks(FFNetworkBuilder builder)
        {
            using FFNetwork network = builder.Build();
            return network.Layers[0].AsksOtherLayers;
        }
    }

    public static TheoryData<FFNetworkBuilder> EverythingThatLooksAround => new()
    {
        SyntheticImages.Network().WithModulation(new TopDownModulation()),
        SyntheticImages.Network().WithModulation(new FaithfulTopDownModulation()),
        SyntheticImages.Network().WithModulation(new RewardPredictionModulation()),
        SyntheticImages.Network().WithModulation(new FaithfulRewardPredictionModulation()),
        SyntheticImages.Network().WithModulation(new LayerAgreementModulation()),
        SyntheticImages.Network().WithModulation(new FaithfulLayerAgreementModulation()),
        SyntheticImages.Network().WithCollaboration(new LayerCollaboration()),
        new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).AddProspective(8, learnFeedback: true).AddProspective(6),
        SyntheticImages.Network()
            .WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).WithNegatives(new ForwardForward.HardLabelSampler()),
    };

    [Theory]
    [MemberData(nameof(EverythingThatLooksAround))]
    public void Fit_LayersThatLookAround_LearnUnderEveryScheduleAndLeaveNoTensor(FFNetworkBuilder builder)
    {
        using LabelledImages data = SyntheticImages.Create(30);
        TrainingSchedule[] schedules = [TrainingSchedule.Simultaneous, TrainingSchedule.Greedy, TrainingSchedule.Alternating];
        Cycle();
        long before = Tensors.CountLive();

        Cycle();

        Tensor.TotalCount.Should().Be(before, "nothing may wait for the garbage collector");

        void Cycle()
        {
            using FFNetwork network = builder.Build();
            foreach (TrainingSchedule schedule in schedules)
            {
                TrainingResult few = network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 10, Schedule = schedule });
                TrainingResult full = network.Fit(data, new TrainingOptions
                {
                    Epochs = 2,
                    BatchSize = 30,
                    Schedule = schedule,
                    Negatives = NegativeRefresh.Once,
                    PassOnUpdatedActivations = true,
                });
                few.History.Should().HaveCount(schedule.CountEpochs(2, 2));
                full.History[^1].Losses[1].Should().NotBeNull();
            }
        }
    }

    private sealed class RecordingCollaboration : ICollaboration
    {
        public List<int> Asked { get; } = [];

        public List<Tensor> OfLayerOne { get; } = [];

        public Tensor? Contribution(int layer, IReadOnlyList<Tensor> goodness)
        {
            Asked.Add(layer);
            OfLayerOne.Add(goodness[1].clone().DetachFromDisposeScope());
            return null;
        }
    }

    private sealed class RecordingModulation(List<Tensor> below, List<Tensor> above, List<Tensor> trueLabels) : IModulation
    {
        public Tensor Modulate(Tensor goodness, ModulationContext context)
        {
            trueLabels.Add(context.TrueLabels.clone().DetachFromDisposeScope());
            if (context.ActivationsAt(1) is { } next)
                above.Add(next.clone().DetachFromDisposeScope());
            if (context.ActivationsAt(-1) is { } previous)
                below.Add(previous.clone().DetachFromDisposeScope());
            context.ActivationsAt(2).Should().BeNull();
            return goodness;
        }
    }

    private sealed class WatchingDefinition(List<Tensor> seen) : LayerDefinition
    {
        public override string Name => "Watching";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => inputShape;

        public override LocalLayer Create(LayerContext context) => new WatchingLayer(seen, context);
    }

    private sealed class WatchingLayer(List<Tensor> seen, LayerContext context) : LocalLayer("Watching", context)
    {
        public override Tensor Forward(Tensor input) => input.alias();

        protected internal override Tensor ForwardWhileLearning(Tensor input, LearningContext context)
        {
            seen.Add(input.clone().DetachFromDisposeScope());
            return input.alias();
        }
    }
}
