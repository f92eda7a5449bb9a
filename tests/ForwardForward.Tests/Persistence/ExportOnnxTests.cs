using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Persistence;

/// <summary>ONNX Runtime predicts with an exported network what the library predicts.</summary>
public sealed class ExportOnnxTests : IDisposable
{
    private const double LargestDifference = 1e-4, LargestTie = 1e-5, LargestInBFloat16 = 0.05;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => [.. ExportedNetworks.Kinds.Keys];

    public static TheoryData<string> Parts => [.. DefinitionRoundTripTests.PartNames];

    private string FilePath => _folder.Below("network.onnx");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Model_TrainedNetworkOfEveryKind_PredictsWhatTheNetworkDoes(string kind)
    {
        using FFNetwork network = Train(ExportedNetworks.Kinds[kind]());
        using ExportedModel model = ExportedModel.Of(network, FilePath);

        foreach (int count in new[] { 1, 3, 100 })
        {
            using LabelledImages unseen = SyntheticImages.Create(count, seed: 2);
            ShouldAgree(
                network, model, unseen.Images, ExportedNetworks.IsCoarse(kind) ? LargestInBFloat16 : LargestDifference, $"of {count}");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Model_OfBytes_ReadsThemAsTheNetworkDoes(string kind)
    {
        using FFNetwork network = Train(ExportedNetworks.Kinds[kind]());
        using ExportedModel model = ExportedModel.Of(network, FilePath, new OnnxExportOptions { TakesBytes = true });
        Tensor bytes = randint(0, 256, [30, 1, 6, 6], ScalarType.Byte);

        ShouldAgree(network, model, bytes, ExportedNetworks.IsCoarse(kind) ? LargestInBFloat16 : LargestDifference);
    }

    /// <summary>
    /// Every strategy and layer of the library, with settings other than the defaults, is exported and predicts the same.
    /// </summary>
    [Theory]
    [MemberData(nameof(Parts))]
    public void Model_OfEveryPart_PredictsWhatTheNetworkDoes(string part)
    {
        using FFNetwork network = DefinitionRoundTripTests.NetworkWith(part).Build();
        using ExportedModel model = ExportedModel.Of(network, FilePath);

        ShouldAgree(
            network, model, Tensors.Random(5, [12, .. DefinitionRoundTripTests.ShapeOfNetworks.Lengths]), LargestDifference);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(3 * 6 * 6)]
    public void Model_OfColourImages_ScalesThemAsTheNetworkDoes(int means)
    {
        using FFNetwork dense = Colour().AddDense(16).Build(), blocks = Colour().AddCwcBlock(6).AddCwcBlock(6, separator: true).Build();

        foreach (FFNetwork network in new[] { dense, blocks })
        {
            using ExportedModel model = ExportedModel.Of(network, FilePath);
            ShouldAgree(network, model, Tensors.Random(3, 20, 3, 6, 6), LargestDifference);
        }

        FFNetworkBuilder Colour() =>
            SavedNetworks.Bare().WithInput(3, 6, 6).WithStandardisation(ExportedNetworks.ByValue(means));
    }

    [Theory]
    [InlineData("appended")]
    [InlineData("first values")]
    [InlineData("projection")]
    public void Model_OfVectors_TakesFeatures(string kind)
    {
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(5).WithClasses(3)
            .WithStandardisation(ExportedNetworks.ByValue(5));
        using FFNetwork network = (kind switch
        {
            "appended" => builder.AddDense(8).WithLabelEmbedding(new AppendedLabel()),
            "first values" => builder.AddDense(8),
            _ => builder.AddProjection(8),
        }).Build();
        using ExportedModel model = ExportedModel.Of(network, FilePath);

        model.Ends.Should().Equal("features Single [-1, 5]", "scores Single [-1, 3]", "label Int64 [-1]");
        ShouldAgree(network, model, Tensors.Random(4, 30, 5), LargestDifference);
    }

    [Fact]
    public void Model_BatchThatTheLibrarySplits_TakesTheMaximumOfAllImages()
    {
        using FFNetwork network = SavedNetworks.Bare().WithLabelEmbedding(new BatchMaximumOverlay()).AddDense(16).Build();
        using ExportedModel model = ExportedModel.Of(network, FilePath);
        Tensor images = rand(600, 1, 6, 6);
        images[0].mul_(5);

        using Tensor last = images.narrow(0, 599, 1).contiguous(), firstAndLast = cat([images.narrow(0, 0, 1), last], 0);

        model.Run(images).Scores[599].ShouldBeClose(network.ScoreLabels(firstAndLast)[1], 1e-4);
    }

    [Fact]
    public void Model_OfScoringLayersChosenAnew_SumsThose()
    {
        using FFNetwork network = Train(SavedNetworks.Kinds["dense"]());
        network.ScoringLayers = ^1..;
        using ExportedModel model = ExportedModel.Of(network, FilePath);

        ShouldAgree(network, model, Tensors.Random(6, 20, 1, 6, 6), LargestDifference);
    }

    [RealDataFact("mnist")]
    public void Model_OfRealDigits_NamesThem()
    {
        using ImageDataset mnist = ImageDatasets.MnistAsync().GetAwaiter().GetResult();
        using LabelledImages train = mnist.Train.Take(4_000), test = mnist.Test.Take(500);
        using FFNetwork network = new FFNetworkBuilder().WithDataset(mnist).AddDense(64).AddDense(64).Build();
        network.Fit(train, new TrainingOptions { Epochs = 2 });
        using ExportedModel model = ExportedModel.Of(network, FilePath, new OnnxExportOptions { TakesBytes = true });

        ShouldAgree(network, model, test.Images, LargestDifference);
    }

    private static FFNetwork Train(FFNetworkBuilder builder)
    {
        FFNetwork network = builder.Build();
        using LabelledImages data = SyntheticImages.Create(48, network.Definition.Classes);
        network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 8 });
        return network;
    }

    private static void ShouldAgree(FFNetwork network, ExportedModel model, Tensor images, double allowed, string because = "")
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor scores, Tensor labels) = model.Run(images);
        Tensor expected = network.ScoreLabels(images);
        Tensor largest = expected.abs().amax([1], keepdim: true).clamp(min: 1e-6);

        scores.shape.Should().Equal(expected.shape);
        ((scores - expected).abs() / largest).max().ToDouble().Should().BeLessThan(allowed, because);
        Tensor best = (expected.topk(2, 1).values / largest).contiguous();
        Tensor isClear = (best.select(1, 0) - best.select(1, 1)) > (allowed == LargestDifference ? LargestTie : allowed);
        labels.ne(network.Predict(images)).logical_and(isClear).any().item<bool>().Should().BeFalse("labels are the same {0}", because);
        labels.Equals(scores.argmax(1)).Should().BeTrue();
    }
}
