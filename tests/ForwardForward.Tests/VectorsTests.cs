using ForwardForward.Data;
using ForwardForward.Experiments;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>Vectors are images of one row of one channel: they may be given as <c>[n, features]</c>.</summary>
public sealed class VectorsTests : IDisposable
{
    private static readonly Dictionary<string, Func<FFNetwork, Tensor, Tensor>> Readers = new(StringComparer.Ordinal)
    {
        ["Predict"] = (network, vectors) => network.Predict(vectors),
        ["ScoreLabels"] = (network, vectors) => network.ScoreLabels(vectors),
        ["ScoreLabelsPerLayer"] = (network, vectors) => cat([.. network.ScoreLabelsPerLayer(vectors)], 1),
        ["PredictProbabilities"] = (network, vectors) => network.PredictProbabilities(vectors),
        ["ExtractFeatures"] = (network, vectors) => network.ExtractFeatures(vectors),
        ["MeasureLabelSensitivity"] = (network, vectors) => tensor(network.MeasureLabelSensitivity(vectors).ToArray()),
        ["CompareLayers"] = (network, vectors) =>
            tensor(network.CompareLayers(network, vectors).SelectMany(row => row).ToArray()),
    };

    // One mean and one deviation a feature.
    private readonly FFNetwork _network = new FFNetworkBuilder().WithInput(5).WithClasses(3).AddDense(8).AddDense(6)
        .WithStandardisation(new Standardisation([1, 2, 3, 4, 5], [1, 2, 1, 2, 1])).WithSoftmaxHead().Build();

    public static TheoryData<string> Names => [.. Readers.Keys];

    public void Dispose() => _network.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Reader_VectorsOfTwoDimensions_ReadsThemAsImages(string reader)
    {
        Tensor vectors = Random(1, 7, 5), images = vectors.view(7, 1, 1, 5);

        Values(Readers[reader](_network, vectors).to(float32)).Should().Equal(Values(Readers[reader](_network, images).to(float32)));
    }

    [Fact]
    public void Predict_TransposedVectors_ReadsThemInOrder()
    {
        Tensor vectors = Random(2, 5, 7).t();

        _network.ScoreLabels(vectors).ShouldBeClose(_network.ScoreLabels(vectors.contiguous()));
    }

    [Fact]
    public void WithInput_Features_IsOneRowOfOneChannel() => _network.Definition.Input.Should().Be(new ImageShape(1, 1, 5));

    [Fact]
    public void WithInput_NoFeature_IsRefused() =>
        FluentActions.Invoking(() => new FFNetworkBuilder().WithInput(0)).Should().Throw<ArgumentOutOfRangeException>();

    [Theory]
    [InlineData(3, 4)]
    [InlineData(0, 5)]
    [InlineData(3, 5, 1)]
    public void Predict_OtherShape_IsToldBothThatFit(params long[] shape) => FluentActions.Invoking(() => _network.Predict(zeros(shape)))
        .Should()
        .Throw<ArgumentException>().WithMessage($"*1×1×5*[n, channels, height, width] or [n, features]*{string.Join(", ", shape)}*");

    [Fact]
    public void Predict_ImagesAsVectors_AreRefused()
    {
        using FFNetwork network = SyntheticImages.Network().Build();

        FluentActions.Invoking(() => network.Predict(zeros(2, 36)))
            .Should().Throw<ArgumentException>().Which.Message.Should().Contain("[2, 36]").And.NotContain("features");
    }

    [Fact]
    public void LabelledImages_Vectors_AreLearnedFrom()
    {
        using LabelledImages images = SyntheticImages.Create(60), vectors = new(images.Images.flatten(1), images.Labels, 3);
        using FFNetwork network = new FFNetworkBuilder().WithInput(36).WithClasses(3).AddProjection(20).Build();

        network.Fit(vectors, new TrainingOptions { Epochs = 20, BatchSize = 20 });

        vectors.Shape.Should().Be(new ImageShape(1, 1, 36));
        vectors.Images.shape.Should().Equal(60, 1, 1, 36);
        network.Evaluate(vectors).Accuracy.Should().BeGreaterThan(0.9);
        network.Predict(images.Images.flatten(1)).data<long>().Should().Equal(network.Predict(vectors.Images).data<long>());
    }
}
