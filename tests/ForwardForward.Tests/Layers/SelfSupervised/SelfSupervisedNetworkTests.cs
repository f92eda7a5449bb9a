using ForwardForward.Data;
using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.SelfSupervised;

/// <summary>Networks whose layers learn without labels; a softmax head reads them.</summary>
public sealed class SelfSupervisedNetworkTests
{
    private static readonly SelfContrastiveOptions Small = new() { PositiveThreshold = 1, NegativeThreshold = 1 };

    public static TheoryData<LayerDefinition> Kinds => new()
    {
        new SelfContrastiveLayerDefinition(24) { Contrast = Small },
        new SelfContrastiveConvolutionLayerDefinition(12) { Contrast = Small, Pool = 1 },
        new ViewContrastLayerDefinition(24),
        new ViewContrastConvolutionLayerDefinition(12) { Kernel = 5, Pool = 1 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_LearnableImages_LowersTheLossOfEveryLayerAndLetsAHeadReadTheClasses(LayerDefinition kind)
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = Builder(kind.LearnsFrom).AddLayer(kind).AddLayer(kind).Build();

        TrainingResult result = network.Fit(train, new TrainingOptions { Epochs = 12, BatchSize = 50 });

        for (int layer = 0; layer < 2; layer++)
            result.History[^1].Losses[layer].Should().BeLessThan(result.History[0].Losses[layer]!.Value);
        EvaluationResult evaluation = network.Evaluate(unseen);
        evaluation.Accuracy.Should().BeGreaterThan(0.85);
        evaluation.PerLayer.Should().BeEmpty("their goodness says nothing of classes");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_ShuffledLabels_LearnsTheSameLayers(LayerDefinition kind)
    {
        using LabelledImages data = SyntheticImages.Create(40);
        using LabelledImages relabelled = new(data.Images.clone(), (data.Labels + 1).remainder(3), 3);

        Train(data).Should().Equal(Train(relabelled), "no layer looks at a label");

        float[] Train(LabelledImages images)
        {
            using FFNetwork network = Builder(kind.LearnsFrom).AddLayer(kind).Build();
            network.Fit(images, new TrainingOptions { Epochs = 2, BatchSize = 20 });
            return Tensors.Values(network.Layers[0].Parameters[0].Value);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Learn_EveryKind_LetsNoGradientCrossTheLayerAndLeavesNoTensor(LayerDefinition kind)
    {
        using LocalLayer layer = kind.Create(LayerContexts.Create(2, shape: [2, 4, 4]));
        using Generator generator = new(1UL);
        Tensor before = Tensors.Random(1, 6, 2, 4, 4).requires_grad_(), input = before * 2, labels = zeros([6], int64);
        LearningContext context = new() { Labels = labels, Positives = 3, Progress = 0, Generator = generator };
        Learn();
        long live = Tensors.CountLive();

        Learn();

        Tensor.TotalCount.Should().Be(live);
        before.grad.Should().BeNull("no gradient may cross a layer");

        void Learn()
        {
            LearningStep step = layer.Learn(input, context);
            step.Activations!.requires_grad.Should().BeFalse();
            step.Activations!.shape.Skip(1).Should().Equal(kind.OutputShape([2, 4, 4]));
            foreach (Tensor tensor in new[] { step.Activations, step.Goodness, step.Loss })
                tensor.Dispose();
        }
    }

    [Fact]
    public void Build_PredictionByGoodness_IsRefusedWithTheRemedy() =>
        FluentActions.Invoking(() =>
            new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).AddLayer(new ViewContrastLayerDefinition(8)).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*View contrast 8 learns without labels*WithSoftmaxHead()*");

    [Fact]
    public void TwoViews_OfABatch_AreTwoAugmentationsOfTheSameImages()
    {
        using LabelledImages data = SyntheticImages.Create(10);
        List<Tensor> seen = [];
        using FFNetwork network = Builder(TrainingExamples.Images)
            .WithAugmentation(Augmentation.None with { Noise = 0.01 }).AddLayer(new WatchingDefinition(seen)).Build();

        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 10 });

        (Tensor first, Tensor second) = (seen[0].narrow(0, 0, 10), seen[0].narrow(0, 10, 10));
        first.ShouldBeClose(data.Images, 0.1);
        second.ShouldBeClose(data.Images, 0.1);
        (first - second).std().ToDouble().Should().BeApproximately(0.01 * Math.Sqrt(2), 0.003, "each view has noise of its own");
    }

    private static FFNetworkBuilder Builder(TrainingExamples rows)
    {
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
            .WithOptimizer(new AdamOptions { LearningRate = 0.01 })
            .WithSoftmaxHead(new SoftmaxHeadOptions { Optimizer = new AdamOptions { LearningRate = 0.03 } })
            .WithPrediction(PredictionMethod.SoftmaxHead);
        return rows == TrainingExamples.TwoViews
            ? builder.WithAugmentation(new Augmentation { Shift = 0.5, Rotation = 5, Scale = 0.05, Shear = 0, Noise = 0.1 })
            : builder;
    }

    private sealed class WatchingDefinition(List<Tensor> seen) : LayerDefinition
    {
        public override string Name => "Watching";

        public override TrainingExamples LearnsFrom => TrainingExamples.TwoViews;

        public override bool ScoresClasses => false;

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
