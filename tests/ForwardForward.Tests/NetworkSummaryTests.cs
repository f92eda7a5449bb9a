using System.Globalization;
using ForwardForward.Tests.Persistence;

namespace ForwardForward.Tests;

public sealed class NetworkSummaryTests
{
    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];

    // Images of 1×6×6 in three classes.
    public static TheoryData<LayerDefinition, string, string, long, long, double> Layers => new()
    {
        { new DenseLayerDefinition(10), "Dense", "10", (36 * 10) + 10, 0, 2 * 36 * 10 },
        { new DenseLayerDefinition(10) { LayerNorm = true }, "Dense", "10", (36 * 10) + 10 + (2 * 10), 0, 2 * 36 * 10 },
        { new ProspectiveDenseLayerDefinition(10), "ProspectiveDense", "10", (36 * 10) + 10, 0, 2 * 36 * 10 },
        {
            new ProspectiveDenseLayerDefinition(10) { LearnFeedback = true }, "ProspectiveDense", "10", (36 * 10) + 10 + (10 * 3), 0,
            2 * 36 * 10
        },
        { new PredictiveCodingLayerDefinition(10), "PredictiveCoding", "10", (36 * 10) + 10 + (10 * 36) + 36, 0, 2 * 2 * 36 * 10 },
        { new ProjectionLayerDefinition(20), "Projection", "20", (36 * 20) + 20 + 60, 60, (2 * 36 * 20) + (2 * 60) },
        { new MeanGoodnessLayerDefinition(9), "MeanGoodness", "9", (36 * 9) + 9, 0, 2 * 36 * 9 },
        // 4 channels of 3×3×1 weights at 36 places; the map of 4×3×3 is projected as it is.
        {
            new ConvolutionProjectionLayerDefinition(4), "ConvolutionProjection", "4×3×3", (4 * 9) + 4 + (36 * 3), 36 * 3,
            (2 * 36 * 36) + (2 * 36 * 3)
        },
        // Averaged to a grid of 2×2 before.
        {
            new ConvolutionProjectionLayerDefinition(4) { Projection = new ProjectionOptions { Grid = 2 }, Kernel = 5, Pool = 1 },
            "ConvolutionProjection", "4×6×6", (4 * 25) + 4 + (16 * 3), 16 * 3, (2 * 100 * 36) + (2 * 16 * 3)
        },
        // Half as many places each way.
        {
            new MeanGoodnessConvolutionLayerDefinition(6) { Stride = 2, Pool = 1 }, "MeanGoodnessConvolution", "6×3×3", (6 * 9) + 6, 0,
            2 * 54 * 9
        },
        {
            new ChannelGoodnessConvolutionLayerDefinition(4), "ChannelGoodnessConvolution", "4×3×3", (4 * 9) + 4 + 13, 13,
            (2 * 36 * 36) + (2 * 12)
        },
        { new CwcBlockDefinition(6), "CwcBlock", "6×6×6", (6 * 9) + 6 + (2 * 6), 0, 2 * 54 * 36 },
        { new SelfContrastiveLayerDefinition(10), "SelfContrastive", "10", (36 * 10) + 10, 0, 2 * 36 * 10 },
        { new SelfContrastiveConvolutionLayerDefinition(4), "SelfContrastiveConvolution", "4×3×3", (4 * 9) + 4, 0, 2 * 36 * 36 },
        { new ViewContrastLayerDefinition(10), "ViewContrast", "10", (36 * 10) + 10 + (10 * 64), 10 * 64, 2 * 36 * 10 },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Summary_OneLayer_IsWhatAHandCounts(
        LayerDefinition layer, string kind, string output, long parameters, long ofObjective, double operations)
    {
        FFNetworkBuilder builder = SavedNetworks.Bare().AddLayer(layer);
        if (!layer.ScoresClasses)
            builder.WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);
        using FFNetwork network = builder.Build();

        LayerSummary summary = network.Summary().Layers.Should().ContainSingle().Which;

        summary.Name.Should().Be(layer.Name);
        summary.Kind.Should().Be(kind);
        string.Join('×', summary.OutputShape).Should().Be(output);
        (summary.Parameters, summary.ObjectiveParameters, summary.FloatingPointOperations)
            .Should().Be((parameters, ofObjective, operations));
    }

    [Fact]
    public void Summary_SeparatorOfClasses_CountsItsGroupsAlone()
    {
        using FFNetwork network = SavedNetworks.Bare().AddCwcBlock(6).AddCwcBlock(9, separator: true).Build();

        LayerSummary separator = network.Summary().Layers[1];

        separator.OutputShape.Should().Equal(9, 3, 3);
        separator.Parameters.Should().Be((9 * 2 * 9) + 9 + (2 * 9), "each class has 2 of the 6 channels");
        separator.FloatingPointOperations.Should().Be(2 * 162 * 36, "it pools after the convolution");
    }

    [Fact]
    public void Summary_ModulationThatLearns_IsPartOfTheObjective()
    {
        using FFNetwork network =
            SavedNetworks.Bare().WithModulation(new RewardPredictionModulation(learnScale: true)).AddDense(10).Build();

        LayerSummary layer = network.Summary().Layers[0];

        (layer.Parameters, layer.ObjectiveParameters, layer.FloatingPointOperations).Should().Be((371, 1, 720));
    }

    [Fact]
    public void Summary_SoftmaxHead_JoinsTheSums()
    {
        using FFNetwork network = SavedNetworks.Bare().AddProjection(20).AddProjection(10)
            .WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build();

        NetworkSummary summary = network.Summary();

        LayerSummary head = summary.SoftmaxHead!;
        (head.Parameters, head.ObjectiveParameters, head.FloatingPointOperations).Should().Be((93, 0, 180));
        head.OutputShape.Should().Equal(3);
        summary.Parameters.Should().Be(740 + 60 + 210 + 30 + 93);
        summary.ObjectiveParameters.Should().Be(90);
        summary.FloatingPointOperations.Should().Be((1440 + 120) + (400 + 60) + 180);
    }

    [Fact]
    public void PassesToPredict_LabelsThatAreTried_AreAsManyAsTheClasses()
    {
        using FFNetwork tries = SavedNetworks.Bare().AddDense(4).WithSoftmaxHead().Build(),
            reads = SavedNetworks.Bare().AddDense(4).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build(),
            plain = SavedNetworks.Bare().AddProjection(4).Build();

        new[] { tries, reads, plain }.Select(network => network.Summary().PassesToPredict).Should().Equal(3, 1, 1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Summary_EveryKind_IsTheSameOfTheDefinitionAndCountsAllThatIsLearned(string kind)
    {
        using FFNetwork network = SavedNetworks.Kinds[kind]().Build();

        NetworkSummary summary = network.Summary();

        summary.Parameters.Should().Be(
            network.Layers.SelectMany(layer => layer.Parameters)
                .Concat(network.Head?.Parameters ?? []).Sum(tensor => tensor.Value.numel()));
        summary.CountsEveryOperation.Should().BeTrue();
        network.Definition.Summary().ToString().Should().Be(summary.ToString());
    }

    [Fact]
    public void Summary_OfADefinitionTooLargeForTheMemory_TakesNone()
    {
        FFNetworkDefinition definition = new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10)
            .AddProjection(1_000_000_000).AddProjection(1_000_000).Define();
        long before = Tensors.CountLive();

        definition.Summary().Parameters.Should().Be(785_000_000_000 + 10_000_000_000 + 1_000_000_001_000_000 + 10_000_000);

        TorchSharp.torch.Tensor.TotalCount.Should().Be(before);
    }

    [Fact]
    public void Summary_DisposedNetwork_IsRefused()
    {
        FFNetwork network = SyntheticImages.Network().Build();
        NetworkSummary before = network.Summary();
        network.Dispose();

        network.Invoking(disposed => disposed.Summary()).Should().Throw<ObjectDisposedException>();
        before.ToString().Should().Contain("Dense 32");
    }

    [Fact]
    public void ToString_Networks_AreTablesWhateverTheCulture()
    {
        CultureInfo usual = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture =
            new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
        try
        {
            using FFNetwork dense = new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10).AddDense(500).AddDense(500).Build(),
                maps = new FFNetworkBuilder().WithInput(3, 32, 32).WithClasses(10)
                    .AddConvolutionProjection(32).AddProjection(100).WithSoftmaxHead().Build();

            dense.Summary().ToString().Should().Be(
                """
                   layer      kind   output   parameters     one pass
                   input             1×28×28
                1  Dense 500  Dense  500         392,500  784.0 kFLOP
                2  Dense 500  Dense  500         250,500  500.0 kFLOP
                   sum                           643,000    1.3 MFLOP
                The class of an image is named in 10 passes, one a label.
                """);
            maps.Summary().ToString().Should().Be(
                """
                   layer               kind                   output    parameters  in objectives     one pass
                   input                                      3×32×32
                1  Convolution 3×3×32  ConvolutionProjection  32×16×16      16,576         15,680    1.8 MFLOP
                2  Projection 100      Projection             100          820,300          1,000    1.6 MFLOP
                   Softmax head        SoftmaxHead            10            82,930                 165.8 kFLOP
                   sum                                                     919,806         16,680    3.6 MFLOP
                The class of an image is named in one pass.
                """);
        }
        finally
        {
            CultureInfo.CurrentCulture = usual;
        }
    }

    [Theory]
    [InlineData(0, "0 FLOP")]
    [InlineData(999, "999 FLOP")]
    [InlineData(1_000, "1.0 kFLOP")]
    [InlineData(999_940, "999.9 kFLOP")]
    [InlineData(999_950, "1.0 MFLOP")]
    [InlineData(1.284e6, "1.3 MFLOP")]
    [InlineData(2e9, "2.0 GFLOP")]
    [InlineData(1.2345e16, "12,345.0 TFLOP")]
    public void Operations_Count_HasTheUnitThatFits(double count, string expected) =>
        SummaryTable.Operations(count).Should().Be(expected);
}
