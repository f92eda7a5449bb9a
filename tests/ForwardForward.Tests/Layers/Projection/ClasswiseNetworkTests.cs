using ForwardForward.Data;
using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Projection;

/// <summary>Networks whose layers score classes by themselves, from plain images.</summary>
public sealed class ClasswiseNetworkTests
{
    public static TheoryData<FFNetworkBuilder> Networks => new()
    {
        Builder().AddProjection(24).AddProjection(24),
        Builder().AddLayer(new ProjectionLayerDefinition(24) { Dropout = 0.1, Projection = new ProjectionOptions { CosineScale = 10 } }),
        Builder().AddConvolutionProjection(12, kernel: 5).AddConvolutionProjection(12),
        Builder().AddConvolutionProjection(12).AddProjection(24),
        Builder().AddCwcBlock(12).AddCwcBlock(24, separator: true),
        Builder().AddLayer(new MeanGoodnessLayerDefinition(24)).AddLayer(new MeanGoodnessLayerDefinition(24)),
        Builder().AddLayer(new ProjectionLayerDefinition(24) { Projection = new ProjectionOptions { SimilarityWeight = 0.9 } }),
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void Fit_LearnableImages_LearnsInEveryLayerAndPredictsInOnePass(FFNetworkBuilder builder)
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = builder.Build();

        network.Fit(train, new TrainingOptions { Epochs = 12, BatchSize = 32 });

        EvaluationResult result = network.Evaluate(unseen);
        result.Accuracy.Should().BeGreaterThan(0.9);
        result.PerLayer.Should().AllSatisfy(accuracy => accuracy.Should().BeGreaterThan(0.8));
        Tensor first = network.Layers[0].Forward(unseen.Images);
        network.ScoreLabelsPerLayer(unseen.Images)[0].ShouldBeClose(network.Layers[0].Score(first), 1e-4);
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Fit_EveryKind_LeavesNoTensor(FFNetworkBuilder builder)
    {
        using LabelledImages data = SyntheticImages.Create(30);
        Cycle();
        long before = Tensors.CountLive();

        Cycle();

        Tensor.TotalCount.Should().Be(before, "nothing may wait for the garbage collector");

        void Cycle()
        {
            using FFNetwork network = builder.Build();
            network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 10, Validation = data });
            network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 30, Schedule = TrainingSchedule.Greedy, Jitter = 1 });
            network.ExtractFeatures(data.Images).Dispose();
        }
    }

    [Fact]
    public void Learn_EveryKind_LetsNoGradientCrossTheLayer()
    {
        LayerDefinition[] kinds = [
            new ProjectionLayerDefinition(4), new ConvolutionProjectionLayerDefinition(4), new CwcBlockDefinition(4),
            new CwcBlockDefinition(4) { Separator = true }, new MeanGoodnessLayerDefinition(4),
            new ProjectionLayerDefinition(4) { Projection = new ProjectionOptions { SimilarityWeight = 0.5 } }];
        foreach (LayerDefinition kind in kinds)
        {
            using LocalLayer layer = kind.Create(LayerContexts.Create(2, shape: [2, 4, 4]));
            Tensor before = Tensors.Random(1, 6, 2, 4, 4).requires_grad_();

            LearningStep step = layer.Learn(
                before * 2, new LearningContext { Labels = Tensors.LabelsOf(0, 1, 0, 1, 0, 1), Positives = 6, Progress = 0 });

            before.grad.Should().BeNull("no gradient may cross a layer");
            step.Activations!.requires_grad.Should().BeFalse();
            step.Goodness.shape.Should().Equal(6, 2);
            layer.Parameters.Should().AllSatisfy(parameter => parameter.Value.requires_grad.Should().BeFalse());
        }
    }

    [Fact]
    public void ScoreLabels_LayerRange_SumsTheLogProbabilitiesOfItsLayers()
    {
        using LabelledImages data = SyntheticImages.Create(5);
        using FFNetwork network = Builder().AddProjection(8).AddProjection(8).AddProjection(8).WithScoringLayers(1..).Build();

        IReadOnlyList<Tensor> perLayer = network.ScoreLabelsPerLayer(data.Images);

        network.ScoreLabels(data.Images).ShouldBeClose(perLayer[1] + perLayer[2], 1e-5);
        perLayer[0].exp().sum([1]).ShouldBeClose(ones([5]), 1e-5);
    }

    [Fact]
    public void SoftmaxHead_OnClasswiseLayers_ReadsTheirActivations()
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network =
            Builder().AddCwcBlock(12).WithSoftmaxHead(new SoftmaxHeadOptions { Optimizer = new AdamOptions { LearningRate = 0.01 } })
            .WithPrediction(PredictionMethod.SoftmaxHead).Build();

        network.Fit(train, new TrainingOptions { Epochs = 12, BatchSize = 32 });

        SyntheticImages.Accuracy(network, unseen).Should().BeGreaterThan(0.9);
    }

    [Fact]
    public void Build_MixOfFamilies_IsRefusedWithAnExplanation()
    {
        FluentActions.Invoking(() => Builder().AddDense(8).AddProjection(8).Build())
            .Should().Throw<FFConfigurationException>()
            .WithMessage("*layer 2 (Projection 8)*plain images*layer 1 (Dense 8)*positives and negatives*one family*");
        FluentActions.Invoking(() => Builder().WithNegatives(new WrongLabelSampler()).AddProjection(8).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*reads what WithNegatives sets*Leave that call out*");
    }

    [Fact]
    public void Build_LayerThatTheInputDoesNotFit_SaysWhatWouldFit()
    {
        FluentActions.Invoking(() => new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10).AddCwcBlock(25).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*25 channels*10 classes*20 or 30*");
        FluentActions.Invoking(() => new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10).AddCwcBlock(5).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*Use 10 channels*");
        FluentActions.Invoking(() => new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10).AddCwcBlock(20, separator: true).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*10 does not divide the 1 channels*");
        FluentActions.Invoking(() => Builder().AddLayer(new MeanGoodnessLayerDefinition(8)).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*8 units*3 classes*6 or 9*");
        FluentActions.Invoking(() => Builder().AddProjection(8).AddConvolutionProjection(8).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*layer 2*maps*[8]*");
        FluentActions.Invoking(() => Builder().AddConvolutionProjection(8, pool: 7).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*squares of 7*6×6*");
        FluentActions.Invoking(() => new ConvolutionProjectionLayerDefinition(8) { Kernel = 4 })
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*odd*");
    }

    [Fact]
    public void Fit_ColourImages_GoesThroughEveryKind()
    {
        using LabelledImages data = new(Tensors.Random(1, 20, 3, 32, 32), arange(20, int64).remainder(10), 10);
        FFNetworkBuilder colour = new FFNetworkBuilder().WithInput(3, 32, 32).WithClasses(10);
        using FFNetwork network = colour.AddConvolutionProjection(8).AddConvolutionProjection(8).AddProjection(8).Build();

        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 10 });

        network.Layers[1].Forward(network.Layers[0].Forward(data.Images)).shape.Should().Equal(20, 8, 8, 8);
        network.Evaluate(data).Count.Should().Be(20);
    }

    [Fact]
    public void MeanGoodness_LayerAfterAnother_CannotReadItsGoodness()
    {
        using FFNetwork network =
            Builder().AddLayer(new MeanGoodnessLayerDefinition(6)).AddLayer(new MeanGoodnessLayerDefinition(6)).Build();
        Tensor activations = Tensors.Matrix(new float[,] { { 1, 3, 0, 2, 5, 9 } });

        // The first class's two units ten times as strong: its goodness grows, and the next layer sees the same.
        Tensor louder = activations * Tensors.Vector(10, 10, 1, 1, 1, 1);

        network.Layers[1].Forward(louder).ShouldBeClose(network.Layers[1].Forward(activations), 1e-3);
        network.Layers[0].Measure(louder)[0, 0].ToDouble().Should().Be(20);
    }

    private static FFNetworkBuilder Builder() =>
        new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithOptimizer(new AdamOptions { LearningRate = 0.01 });
}
