using ForwardForward.Data;
using ForwardForward.Tests;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.PluginTests;

/// <summary>A network with plugins is exported as one of built-in parts, where they say what they compute, and refused where not.</summary>
public sealed class PluginExportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.Below("network.onnx");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PredictionMethod.SummedGoodness)]
    [InlineData(PredictionMethod.SoftmaxHead)]
    public void ExportOnnx_PartsThatSayWhatTheyCompute_PredictsWhatTheNetworkDoes(PredictionMethod prediction)
    {
        using LabelledImages unseen = SyntheticImages.Create(9, seed: 2);
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Bare()
            .WithGoodness(new ExportedPlugins.PowerGoodness(3))
            .WithInputNormalisation(new ExportedPlugins.HalfOf(new LengthNormalisation()))
            .WithLabelEmbedding(new ExportedPlugins.BrightnessEmbedding())
            .WithSoftmaxHead().WithPrediction(prediction)
            .AddDense(8).AddLayer(new ExportedPlugins.LeakyLayerDefinition(6)));

        using ExportedModel model = ExportedModel.Of(network, FilePath);

        (Tensor scores, Tensor labels) = model.Run(unseen.Images);
        Tensor expected = network.ScoreLabels(unseen.Images);
        scores.ShouldBeClose(expected, 1e-4 * expected.abs().max().ToDouble());
        labels.Equals(network.Predict(unseen.Images)).Should().BeTrue();
    }

    [Fact]
    public void ExportOnnx_PartsThatSayNothing_ListsThemAllWithTheInterfaceOfEach()
    {
        using FFNetwork network = SavedNetworks.Bare()
            .WithGoodness(new SavedPlugins.PowerGoodness())
            .WithInputNormalisation(new ExportedPlugins.HalfOf(new SavedPlugins.HalfOf(new NoNormalisation())))
            .WithLabelEmbedding(new OwnEmbedding())
            .AddDense(8).AddLayer(new SavedPlugins.ScaledLayerDefinition(6))
            .Build();

        string message = FluentActions.Invoking(() => network.ExportOnnx(FilePath)).Should().Throw<NotSupportedException>().Which.Message;

        message.Split(Environment.NewLine)[1..^1].Should().Equal(
            "  - OwnEmbedding (label embedding): implement IOnnxLabelEmbedding in it.",
            "  - HalfOf (layer 1 (Dense 8)): implement IOnnxExportable in it.",
            "  - ScaledLayer (layer 2 (Scaled 6)): implement IOnnxExportable in it.",
            "  - PowerGoodness (layer 1 (Dense 8), layer 2 (Scaled 6)): implement IOnnxExportable in it.");
        _folder.Files.Should().BeEmpty();
    }

    [Fact]
    public void ExportOnnx_PartThatGivesNull_IsNamed()
    {
        using FFNetwork network = SavedNetworks.Bare().WithGoodness(new GoodnessOfNothing()).AddDense(8).Build();

        FluentActions.Invoking(() => network.ExportOnnx(FilePath)).Should().Throw<InvalidOperationException>()
            .WithMessage("GoodnessOfNothing gave null*");
        _folder.Files.Should().BeEmpty();
    }

    public sealed class OwnEmbedding : ILabelEmbedding
    {
        public Tensor Embed(Tensor images, Tensor labels, int classes) => images + labels.view(-1, 1, 1, 1);

        public Tensor EmbedNeutral(Tensor images, int classes) => images + 0;
    }

    public sealed class GoodnessOfNothing : IGoodness, IOnnxExportable
    {
        public Tensor Measure(Tensor activations) => activations.flatten(1).mean([1]);

        public OnnxValue Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape) => null!;
    }
}
