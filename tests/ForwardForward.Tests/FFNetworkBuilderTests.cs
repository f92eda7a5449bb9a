using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Faithful;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

public sealed class FFNetworkBuilderTests
{
    [Fact]
    public void Build_MoreLayersThanAFileMayHave_IsRefused()
    {
        FFNetworkBuilder builder = SyntheticImages.Network();
        for (int layer = 0; layer < 10_000; layer++)
            builder.AddDense(1);

        FluentActions.Invoking(() => builder.Build()).Should().Throw<FFConfigurationException>().WithMessage("*layers*at most 10000*");
    }

    [Fact]
    public void Build_NothingGiven_TellsEveryProblemAtOnce()
    {
        FFConfigurationException error = FluentActions.Invoking(() => new FFNetworkBuilder().Build())
            .Should().Throw<FFConfigurationException>().Which;

        error.Problems.Select(problem => problem.Place).Should().Equal("input", "classes", "layers");
        error.Problems.Should().OnlyContain(problem => problem.Remedy.StartsWith("Call "));
        error.Message.Should().ContainAll("WithInput", "WithClasses", "AddDense");
    }

    [Fact]
    public void Build_MoreClassesThanPixels_NamesTheLabelEmbedding() =>
        FluentActions.Invoking(() => new FFNetworkBuilder().WithInput(1, 2, 2).WithClasses(5).AddDense(3).Build())
            .Should().Throw<FFConfigurationException>().Which.Problems.Should().ContainSingle(
                problem => problem.Place == "label embedding");

    [Fact]
    public void Build_LayerThatDoesNotFit_NamesItsPlace() =>
        FluentActions
            .Invoking(() => new FFNetworkBuilder().WithInput(1, 4, 4).WithClasses(2).AddDense(3).AddLayer(new MisfitDefinition()).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*layer 2 (Misfit)*takes no input of 3*");

    [Fact]
    public void Build_TwoTensorsOfOneName_IsRefused() =>
        FluentActions.Invoking(() => Small().AddLayer(new AmbiguousDefinition()).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*layer 3 (Ambiguous)*\"weight\"*name of its own*");

    [Fact]
    public void Build_ImageOfMoreValuesThanAnArray_IsRefused() =>
        FluentActions.Invoking(() => new FFNetworkBuilder().WithInput(2, 1 << 15, 1 << 15).WithClasses(2).AddDense(3).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*input*2×32768×32768*2147483647*");

    [Fact]
    public void Build_ScoringRangeBeyondTheLayers_IsRefused() =>
        FluentActions.Invoking(() => Small().WithScoringLayers(2..).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*scoring layers*");

    [Fact]
    public void Build_PredictionByAHeadThatIsNotThere_SaysWhatToCall()
    {
        FluentActions.Invoking(() => Small().WithPrediction(PredictionMethod.SoftmaxHead).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*has no head*WithSoftmaxHead()*");
        FluentActions.Invoking(() => Small().WithSoftmaxHead(FaithfulHeads.TopDown).WithPrediction(PredictionMethod.SoftmaxHead).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*reads the label*");
    }

    [Fact]
    public void Build_NoLabelInTheImage_CannotBeScoredByLabel()
    {
        FluentActions.Invoking(() => Small().WithLabelEmbedding(new NoLabelEmbedding()).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*NoLabelEmbedding*labels cannot be scored*");
        Small().WithLabelEmbedding(new NoLabelEmbedding()).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build().Dispose();
    }

    [Fact]
    public void Build_HeadRangeBeyondTheLayers_IsRefused() =>
        FluentActions.Invoking(() => Small().WithSoftmaxHead(new SoftmaxHeadOptions { Layers = 2.. }).Build())
            .Should().Throw<FFConfigurationException>().WithMessage("*softmax head*2*");

    [Fact]
    public void Build_ModulationThatReadsAHead_GetsItUnlessAnotherIsNamed()
    {
        SoftmaxHeadOptions own = new() { Layers = ^1.. };

        HeadOf(Small()).Should().BeNull();
        HeadOf(Small().WithModulation(new TopDownModulation()))!.ReadsShownLabel.Should().BeFalse();
        HeadOf(Small().WithModulation(new FaithfulTopDownModulation())).Should().BeSameAs(FaithfulHeads.TopDown);
        HeadOf(Small().WithModulation(new FaithfulTopDownModulation()).WithSoftmaxHead(own)).Should().BeSameAs(own);

        static SoftmaxHeadOptions? HeadOf(FFNetworkBuilder builder)
        {
            using FFNetwork network = builder.Build();
            return network.Definition.SoftmaxHead;
        }
    }

    [Fact]
    public void Build_NoSamplerStated_TakesWhatTheFirstLayerGivesForLittle()
    {
        Negatives(builder => builder.AddDense(6).AddPredictiveCoding(6)).Should().BeOfType<FirstLayerSampler>();
        Negatives(builder => builder.AddPredictiveCoding(6).AddDense(6)).Should().BeOfType<WrongLabelSampler>();
        Negatives(builder => builder.WithLabelEmbedding(new NoLabelEmbedding()).WithSoftmaxHead()
            .WithPrediction(PredictionMethod.SoftmaxHead).AddDense(6)).Should().BeOfType<WrongLabelSampler>();
        Negatives(builder => builder.WithGoodness(new SumOfSquaresGoodness()).AddDense(6)).Should().BeOfType<WrongLabelSampler>();
        Negatives(builder => builder.WithInputNormalisation(new StandardiseNormalisation()).AddDense(6))
            .Should().BeOfType<WrongLabelSampler>();
        Negatives(builder => builder.AddDense(6, dropout: 0.5)).Should().BeOfType<WrongLabelSampler>();
        Negatives(builder => builder.WithNegatives(new HardLabelSampler()).AddDense(6)).Should().BeOfType<HardLabelSampler>();

        static INegativeSampler Negatives(Func<FFNetworkBuilder, FFNetworkBuilder> add)
        {
            using FFNetwork network = add(new FFNetworkBuilder().WithInput(1, 4, 4).WithClasses(3)).Build();
            return network.Definition.Negatives;
        }
    }

    [Fact]
    public void Definition_Parts_AreSetByTheBuilderAlone() =>
        typeof(FFNetworkDefinition).GetProperties().Where(part => part.SetMethod is { IsPublic: true })
            .Should().BeEmpty("one that was changed outside would not have been checked");

    [Fact]
    public void Build_LayerThatCannotBeCreated_LeavesNoTensorBehind()
    {
        FFNetworkBuilder builder = Small().AddLayer(new BrokenDefinition());
        long before = Tensors.CountLive();

        FluentActions.Invoking(builder.Build).Should().Throw<InvalidOperationException>().WithMessage("Broken on purpose.");

        TorchSharp.torch.Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void Build_Twice_GivesTwoIndependentNetworksWithTheSameParameters()
    {
        FFNetworkBuilder builder = Small().WithSeed(5);
        using FFNetwork first = builder.Build();
        using FFNetwork second = builder.Build();

        second.Layers[0].Parameters[0].Value.ShouldBeClose(first.Layers[0].Parameters[0].Value, 1e-12);
        first.Layers[0].Parameters[0].Value.zero_();
        Tensors.Values(second.Layers[0].Parameters[0].Value).Should().NotContain(0);
    }

    [Fact]
    public void Build_AnotherSeed_GivesOtherParameters()
    {
        using FFNetwork first = Small().WithSeed(5).Build();
        using FFNetwork second = Small().WithSeed(6).Build();

        Tensors.Values(second.Layers[0].Parameters[0].Value).Should().NotEqual(Tensors.Values(first.Layers[0].Parameters[0].Value));
    }

    [Fact]
    public void Build_FromADatasetsShape_KeepsItInTheDefinition()
    {
        using FFNetwork network = Small().Build();

        network.Definition.Input.Should().Be(new ImageShape(1, 4, 4));
        network.Definition.ToString().Should().Be("1×4×4 → Dense 8 → Dense 6, 3 classes");
    }

    [Fact]
    public void Arguments_OutOfRangeOrNull_AreRefusedWhenGiven()
    {
        Action[] refused =
        [
            () => new FFNetworkBuilder().WithInput(0, 28, 28),
            () => new FFNetworkBuilder().WithInput(default(ImageShape)),
            () => new FFNetworkBuilder().WithClasses(1),
            () => new FFNetworkBuilder().AddDense(0),
            () => new FFNetworkBuilder().AddLayer(null!),
            () => new FFNetworkBuilder().WithGoodness(null!),
            () => new FFNetworkBuilder().WithLoss(null!),
            () => new FFNetworkBuilder().WithNegatives(null!),
            () => new FFNetworkBuilder().WithLabelEmbedding(null!),
            () => new FFNetworkBuilder().WithInputNormalisation(null!),
            () => new FFNetworkBuilder().WithOptimizer(null!),
            () => new FFNetworkBuilder().WithDevice(null!),
            () => new FFNetworkBuilder().WithModulation(null!),
            () => new FFNetworkBuilder().WithCollaboration(null!),
            () => new FFNetworkBuilder().WithPrediction((PredictionMethod)9),
            () => new FFNetworkBuilder().AddDense(3, dropout: 1),
            () => new FFNetworkBuilder().AddDense(3, peerNormalisation: -1),
        ];

        refused.Should().AllSatisfy(call => call.Should().Throw<ArgumentException>());
    }

    private static FFNetworkBuilder Small() =>
        new FFNetworkBuilder().WithInput(new ImageShape(1, 4, 4)).WithClasses(3).AddDense(8).AddDense(6);

    private sealed class MisfitDefinition : LayerDefinition
    {
        public override string Name => "Misfit";

        public override string? FindProblem(IReadOnlyList<long> inputShape, int classes) => $"It takes no input of {inputShape[0]}.";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) =>
            throw new InvalidOperationException("Not asked where the input does not fit.");

        public override LocalLayer Create(LayerContext context) => throw new InvalidOperationException("Not built.");
    }

    private sealed class AmbiguousDefinition : LayerDefinition
    {
        public override string Name => "Ambiguous";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => inputShape;

        public override LocalLayer Create(LayerContext context) => new AmbiguousLayer(this, context);
    }

    private sealed class AmbiguousLayer : LocalLayer
    {
        public AmbiguousLayer(AmbiguousDefinition definition, LayerContext context)
            : base(definition.Name, context)
        {
            AddParameter("weight", zeros([1]));
            AddBuffer("weight", zeros([1]));
        }

        public override Tensor Forward(Tensor input) => input.alias();
    }

    private sealed class BrokenDefinition : LayerDefinition
    {
        public override string Name => "Broken";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => inputShape;

        public override LocalLayer Create(LayerContext context) => throw new InvalidOperationException("Broken on purpose.");
    }
}
