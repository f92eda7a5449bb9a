using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>What the members that read do with images that are not what they seem.</summary>
public sealed class ImagesGivenTests : IDisposable
{
    private static readonly Dictionary<string, Action<FFNetwork, Tensor>> Readers = new(StringComparer.Ordinal)
    {
        ["Predict"] = (network, images) => network.Predict(images).Dispose(),
        ["ScoreLabels"] = (network, images) => network.ScoreLabels(images).Dispose(),
        ["ScoreLabelsPerLayer"] = (network, images) => network.ScoreLabelsPerLayer(images)[0].Dispose(),
        ["PredictProbabilities"] = (network, images) => network.PredictProbabilities(images).Dispose(),
        ["ExtractFeatures"] = (network, images) => network.ExtractFeatures(images).Dispose(),
        ["MeasureLabelSensitivity"] = (network, images) => network.MeasureLabelSensitivity(images),
    };

    private readonly FFNetwork _network = SyntheticImages.Network().WithSoftmaxHead().Build();

    public static TheoryData<string> Names => [.. Readers.Keys];

    public void Dispose() => _network.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Reader_ImageWithoutNumbers_IsRefusedByItsIndex(string reader)
    {
        using Tensor images = zeros(5, 1, 6, 6);
        images[3, 0, 2, 2] = double.NaN;

        FluentActions.Invoking(() => Readers[reader](_network, images))
            .Should().Throw<ArgumentException>().WithMessage("Image 3 holds NaN or infinity*");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reader_ValuesThatFloat32CannotSquare_AreRefused(string reader)
    {
        using Tensor images = zeros(5, 1, 6, 6);
        images[3, 0, 2, 2] = -1e30;

        FluentActions.Invoking(() => Readers[reader](_network, images))
            .Should().Throw<ArgumentException>().WithMessage("Image 3 has values as large as 1E+30*");
    }

    [Fact]
    public void Predict_ValuesThatAreLargeOnceScaled_AreRefusedThen()
    {
        using FFNetwork small = SyntheticImages.Network().WithStandardisation(new Standardisation(0, 1e-15)).Build(),
            large = SyntheticImages.Network().WithStandardisation(new Standardisation(0, 1e25)).Build();
        using DisposeScope scope = NewDisposeScope();
        Tensor images = full([2, 1, 6, 6], 1e10f), huge = full([2, 1, 6, 6], 1e25f);
        huge[1, 0, 0, 0] = 3e25f;

        FluentActions.Invoking(() => small.Predict(images)).Should().Throw<ArgumentException>().WithMessage("Image 0 has values*1E+25*");
        large.Predict(huge).shape.Should().Equal(2);
        FluentActions.Invoking(() => _network.Predict(huge)).Should().Throw<ArgumentException>().WithMessage("Image 0 has values*1E+25*");
    }

    [Fact]
    public void Predict_ScoresThatOverflow_AreRefused()
    {
        using FFNetwork network = SyntheticImages.Network().WithInputNormalisation(new NoNormalisation())
            .WithGoodness(new SumOfSquaresGoodness()).WithPrediction(PredictionMethod.SummedGoodness).Build();
        foreach ((string name, Tensor weights) in network.Tensors)
            if (name.EndsWith("weight", StringComparison.Ordinal))
                weights.mul_(1e4f);
        using DisposeScope scope = NewDisposeScope();
        Tensor images = full([2, 1, 6, 6], 1e15f);
        images[0].zero_();

        foreach (string reader in (string[])["Predict", "ScoreLabels", "PredictProbabilities"])
            FluentActions.Invoking(() => Readers[reader](network, images))
                .Should().Throw<ArgumentException>(reader).WithMessage("The scores of image 1 are no finite numbers*");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Reader_ChannelsLast_IsToldHowToTurnThem(string reader)
    {
        using Tensor images = zeros(5, 6, 6, 1);

        FluentActions.Invoking(() => Readers[reader](_network, images))
            .Should().Throw<ArgumentException>().WithMessage("*channels last*permute(0, 3, 1, 2)*");
    }

    [Fact]
    public void LabelledImages_ChannelsLast_IsToldHowToTurnThem()
    {
        using Tensor images = zeros(5, 32, 32, 3), labels = zeros(5, int64);

        FluentActions.Invoking(() => new LabelledImages(images, labels, 2))
            .Should().Throw<ArgumentException>().WithMessage("*channels last*permute(0, 3, 1, 2)*");
    }
}
