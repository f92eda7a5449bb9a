using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Labels;

public sealed class AppendedLabelTests
{
    private static readonly Tensor Vectors = Vector(1, 2, 3, 4, 5, 6).view(2, 1, 1, 3);

    public static TheoryData<INegativeSampler> Samplers =>
        [
            new WrongLabelSampler(), new FirstLayerSampler(), new HardLabelSampler(), new ClassConfusionSampler(), new SameClassSampler(),
            new HybridMixSampler(), new HybridMaskSampler(), new GaussianNoiseSampler(), new MaskedPixelsSampler()];

    [Fact]
    public void Embed_TwoLabels_AppendsThemAndLosesNothing()
    {
        Values(new AppendedLabel(7).Embed(Vectors, LabelsOf(0, 1), classes: 2)).Should().Equal(1, 2, 3, 7, 0, 4, 5, 6, 0, 7);
        Values(new AppendedLabel(7).EmbedNeutral(Vectors, classes: 2)).Should().Equal(1, 2, 3, 3.5f, 3.5f, 4, 5, 6, 3.5f, 3.5f);
        new AppendedLabel(7).Embed(Vectors, LabelsOf(0, 1), classes: 2).shape.Should().Equal(2, 5);
    }

    [Fact]
    public void Share_Vectors_KeepsThemWholeAndSaysWhereTheLabelStands()
    {
        using LayerInput input =
            LayerInput.FromImages(Vectors.clone(), LabelsOf(0, 1, 1, 0), new AppendedLabel(7), classes: 2);

        SharedImages shared = input.Share(new NoNormalisation())!;

        Values(shared.Rows).Should().Equal(1, 2, 3, 0, 0, 4, 5, 6, 0, 0);
        shared.LabelStart.Should().Be(3);
        Values(shared.LabelRows()).Should().Equal(7, 0, 0, 7, 0, 7, 7, 0);
        Values(input.Rows).Should().Equal(1, 2, 3, 7, 0, 4, 5, 6, 0, 7, 1, 2, 3, 0, 7, 4, 5, 6, 7, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Constructor_UnreadableValue_IsRefused(double value) =>
        FluentActions.Invoking(() => new AppendedLabel(value)).Should().Throw<ArgumentOutOfRangeException>();

    [Theory]
    [MemberData(nameof(Samplers))]
    public void Fit_EverySampler_LearnsAndComesBackFromItsFile(INegativeSampler sampler)
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = Network().WithNegatives(sampler).Build();
        network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 20 });
        string path = Path.GetTempFileName();

        network.Save(path);
        using FFNetwork again = FFNetwork.Load(path);
        File.Delete(path);

        Values(again.ScoreLabels(data.Images)).Should().Equal(Values(network.ScoreLabels(data.Images)));
        network.ExtractFeatures(data.Images).shape.Should().Equal(60, 56);
        network.ExtractFeatures(data.Images, new FeatureOptions { Label = ShownLabel.Absent }).shape.Should().Equal(60, 56);
        network.Summary().ToString().Should().Contain("1×6×6 + 3");
        network.Summary().Layers[0].Parameters.Should().Be((39 * 32) + 32);
    }

    [Fact]
    public void Build_AFirstLayerThatTakesMaps_IsRefusedWithTheRemedy() =>
        FluentActions.Invoking(() => Bare().AddLayer(new MapLayer()).Build()).Should().Throw<FFConfigurationException>()
            .WithMessage("*AppendedLabel appends the label to the flattened image*AddDense*WaveLabelPattern*");

    [Fact]
    public void BackpropTwin_OfImagesWithoutALabel_Learns()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using BackpropTwin twin = BackpropTwin.Create(Network().Build().Definition);

        twin.Fit(data, new TrainingOptions { Epochs = 20, BatchSize = 20 });

        twin.MeasureAccuracy(data).Should().BeGreaterThan(0.9);
    }

    // The two columns say all, and the overlay writes over both.
    [Fact]
    public void Fit_TableOfTwoColumns_IsLearnedWhereTheOverlayDestroysIt()
    {
        Tensor labels = arange(200, int64).remainder(2);
        Tensor rows = (Random(3, 200, 2) * 0.3) + ((labels.unsqueeze(1) * 2) - 1);
        using LabelledImages data = new(rows, labels, 2);

        Accuracy(new AppendedLabel()).Should().BeGreaterThan(0.95);
        Accuracy(new FirstPixelsOverlay()).Should().BeLessThan(0.6);

        double Accuracy(ILabelEmbedding embedding)
        {
            using FFNetwork network = new FFNetworkBuilder().WithInput(2).WithClasses(2).WithLabelEmbedding(embedding)
                .WithOptimizer(new AdamOptions { LearningRate = 0.01 }).AddDense(32).AddDense(32).Build();
            network.Fit(data, new TrainingOptions { Epochs = 60, BatchSize = 50 });
            return network.Evaluate(data).Accuracy;
        }
    }

    private static FFNetworkBuilder Bare() =>
        new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).WithLabelEmbedding(new AppendedLabel());

    private static FFNetworkBuilder Network() => SyntheticImages.Network().WithLabelEmbedding(new AppendedLabel());

    private sealed class MapLayer : LayerDefinition
    {
        public override string Name => "Map";

        public override string? FindProblem(IReadOnlyList<long> inputShape, int classes) => inputShape.Count == 3 ? null : "It takes maps.";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => inputShape;

        public override LocalLayer Create(LayerContext context) => throw new InvalidOperationException("Not asked for rows.");
    }
}
