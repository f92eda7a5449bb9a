using ForwardForward.Data;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Evaluation;

public sealed class CalibrationTests
{
    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void PredictProbabilities_EveryKindOfNetwork_AddsUpToOneAndAgreesWithItsScores(string kind)
    {
        using LabelledImages data = SyntheticImages.Create(12);
        using FFNetwork network = SavedNetworks.Kinds[kind]().Build();

        using Tensor probabilities = network.PredictProbabilities(data.Images), sums = probabilities.sum([1]);

        Tensors.Values(sums).Should().OnlyContain(sum => Math.Abs(sum - 1) < 1e-5);
        if (network.Head is null || network.Definition.Prediction == PredictionMethod.SoftmaxHead)
            Tensors.Longs(probabilities.argmax(1)).Should().Equal(Tensors.Longs(network.Predict(data.Images)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Calibrate_TrainedNetwork_LowersTheLossAndKeepsTheClasses(bool byHead)
    {
        using LabelledImages train = SyntheticImages.Create(60), validation = Hard(seed: 2);
        using FFNetwork network = Build(byHead);
        network.Fit(train, new TrainingOptions { Epochs = 10, BatchSize = 20 });
        long[] before = Tensors.Longs(network.Predict(validation.Images));
        double plain = Loss(network, validation);

        double temperature = network.Calibrate(validation);

        network.Definition.Temperature.Should().Be(temperature).And.NotBe(1);
        Loss(network, validation).Should().BeLessThan(plain);
        Tensors.Longs(network.Predict(validation.Images)).Should().Equal(before);
        Tensors.Longs(network.PredictProbabilities(validation.Images).argmax(1)).Should().Equal(before);
    }

    [Fact]
    public void Calibrate_SavedAndLoaded_GivesTheSameProbabilities()
    {
        using TemporaryFolder folder = new();
        using LabelledImages data = Hard(seed: 2);
        using FFNetwork network = Build(byHead: false);
        network.Calibrate(data);
        network.Save(folder.Below("network"));

        using FFNetwork again = FFNetwork.Load(folder.Below("network"));

        again.Definition.Temperature.Should().Be(network.Definition.Temperature).And.NotBe(1);
        Tensors.Values(again.PredictProbabilities(data.Images)).Should().Equal(Tensors.Values(network.PredictProbabilities(data.Images)));
    }

    [Fact]
    public void FromJson_WithoutTemperature_HasOne() =>
        FFNetworkDefinition.FromJson(
            """
            { "format": 1, "input": { "channels": 1, "height": 6, "width": 6 }, "classes": 3,
              "layers": [ { "type": "DenseLayerDefinition", "units": 4 } ] }
            """).Temperature.Should().Be(1);

    [Fact]
    public void Calibrate_CancelledOrOfOtherClasses_LeavesTheTemperature()
    {
        using LabelledImages data = Hard(seed: 2), others = SyntheticImages.Create(12, classes: 4);
        using FFNetwork network = Build(byHead: false);

        FluentActions.Invoking(() => network.Calibrate(data, new EvaluationOptions { Cancellation = new CancellationToken(true) }))
            .Should().Throw<OperationCanceledException>();
        FluentActions.Invoking(() => network.Calibrate(others)).Should().Throw<ArgumentException>().WithMessage("*3 classes*4*");

        network.Definition.Temperature.Should().Be(1);
    }

    private static FFNetwork Build(bool byHead) => byHead
        ? SyntheticImages.Network().WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead).Build()
        : SyntheticImages.Network().Build();

    /// <summary>Images of which some are noise, so that no network names them all.</summary>
    private static LabelledImages Hard(long seed)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using LabelledImages images = SyntheticImages.Create(90, seed: seed);
        Tensor pixels = images.Images.clone();
        pixels.narrow(0, 0, 30).copy_(images.Images.narrow(0, 1, 30));
        return new LabelledImages(pixels, images.Labels.clone(), images.Classes);
    }

    private static double Loss(FFNetwork network, LabelledImages data)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        return -network.PredictProbabilities(data.Images).to(float64).gather(1, data.Labels.unsqueeze(1)).log().mean().item<double>();
    }
}
