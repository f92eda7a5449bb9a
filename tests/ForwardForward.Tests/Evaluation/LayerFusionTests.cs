using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Evaluation;

public sealed class LayerFusionTests
{
    // The first layer says of three images of four what is true, by scores of twice the size at which it would be right to be sure:
    // softmax(±1) is 3/4 at T = 2 / log 3. The second says nothing. Losses 2 log 2 - 3/4 log 3 and log 2.
    [Fact]
    public void FindWeights_OneLayerThatKnowsAndOneThatDoesNot_AreTheirLikelihoodsByTheirTemperatures()
    {
        double[] knows = [1, -1, 1, -1, 1, -1, 1, -1], knowsNothing = [0, 0, 0, 0, 0, 0, 0, 0];
        double likelihood = Math.Exp(-((2 * Math.Log(2)) - (0.75 * Math.Log(3))));

        double[] weights = LayerFusion.FindWeights([knows, knowsNothing], [0, 0, 0, 1]);

        weights[0].Should().BeApproximately(likelihood / (likelihood + 0.5) * Math.Log(3) / 2, 1e-6);
        weights[1].Should().BeApproximately(0.5 / (likelihood + 0.5), 1e-6);
    }

    [Fact]
    public void FuseLayers_TrainedNetwork_WeighsTheLayersScoresAndIsSavedAndExportedWithIt()
    {
        using TemporaryFolder folder = new();
        using LabelledImages validation = SyntheticImages.Create(300, seed: 2);
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Bare().AddProjection(3).AddProjection(12).AddProjection(8));

        IReadOnlyList<double> weights = network.FuseLayers(validation);

        network.Definition.LayerWeights.Should().Equal(weights).And.HaveCount(3).And.OnlyContain(weight => weight > 0);
        IReadOnlyList<Tensor> perLayer = network.ScoreLabelsPerLayer(validation.Images);
        Tensor expected = (perLayer[0] * weights[0]) + (perLayer[1] * weights[1]) + (perLayer[2] * weights[2]);
        network.ScoreLabels(validation.Images).ShouldBeClose(expected, 1e-4);
        network.Evaluate(validation).Accuracy.Should().Be(network.MeasureAccuracy(validation));

        network.Save(folder.Below("network"));
        using FFNetwork again = FFNetwork.Load(folder.Below("network"));
        Tensors.Values(again.ScoreLabels(validation.Images)).Should().Equal(Tensors.Values(network.ScoreLabels(validation.Images)));

        network.ScoringLayers = 1..;
        network.ScoreLabels(validation.Images).ShouldBeClose((perLayer[1] * weights[1]) + (perLayer[2] * weights[2]), 1e-4);
        using ExportedModel model = ExportedModel.Of(network, folder.Below("model.onnx"));
        model.Run(validation.Images).Scores.ShouldBeClose(network.ScoreLabels(validation.Images), 1e-4);
    }

    [Fact]
    public void FuseLayers_NetworkOfPairs_WeighsEveryLabelsGoodness()
    {
        using LabelledImages validation = SyntheticImages.Create(60, seed: 2);
        using FFNetwork network = SavedNetworks.Train(SavedNetworks.Bare().AddDense(16).AddDense(12));

        IReadOnlyList<double> weights = network.FuseLayers(validation);

        IReadOnlyList<Tensor> perLayer = network.ScoreLabelsPerLayer(validation.Images);
        network.ScoreLabels(validation.Images).ShouldBeClose((perLayer[0] * weights[0]) + (perLayer[1] * weights[1]), 1e-4);
    }

    [Fact]
    public void FuseLayers_CancelledOrOfOtherClassesOrWithoutScores_ChangesNothing()
    {
        using LabelledImages data = SyntheticImages.Create(30), four = SyntheticImages.Create(30, classes: 4);
        using FFNetwork network = SyntheticImages.Network().Build(),
            views = SavedNetworks.Bare().WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).AddViewContrast(4).Build();

        FluentActions.Invoking(() => network.FuseLayers(data, new EvaluationOptions { Cancellation = new CancellationToken(true) }))
            .Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => network.FuseLayers(four)).Should().Throw<ArgumentException>().WithMessage("*3 classes*4*");
        FluentActions.Invoking(() => views.FuseLayers(data)).Should().Throw<InvalidOperationException>().WithMessage("*without labels*");

        network.Definition.LayerWeights.Should().BeNull();
    }

    [Theory]
    [InlineData("[1]", "*layer weights*1 weights for 2 layers*")]
    [InlineData("[1, -1]", "*layer weights*0 or a positive number*")]
    public void FromJson_WeightsThatDoNotFit_AreRefused(string weights, string message) =>
        FluentActions.Invoking(() => FFNetworkDefinition.FromJson(
            $$"""
            { "format": 1, "input": { "channels": 1, "height": 6, "width": 6 }, "classes": 3, "layerWeights": {{weights}},
              "layers": [ { "type": "DenseLayerDefinition", "units": 4 }, { "type": "DenseLayerDefinition", "units": 4 } ] }
            """)).Should().Throw<FFConfigurationException>().WithMessage(message);
}
