using ForwardForward.Data;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class FirstLayerSamplerTests
{
    [Fact]
    public void Sample_ScoresFarApart_TakesTheWrongLabelOfTheLargest()
    {
        Tensor scores = tensor(new float[,] { { 0, 1, 2 }, { 0, 1, 2 }, { 0, 1, 2 }, { 2, 0, 1 } });
        using Generator generator = new(7UL);
        LabelledBatch positives = MarkedImages.Create(4, classes: 3) with { Labels = LabelsOf(0, 1, 2, 0) };

        LabelledBatch negatives = new FirstLayerSampler(1_000).Sample(positives, new SamplingContext(generator, 3, null, _ => scores));

        Longs(negatives.Labels).Should().Equal(2, 2, 1, 2);
        negatives.Images.Should().BeSameAs(positives.Images);
    }

    [Fact]
    public void Sample_SharpnessOfTwo_DoublesTheScores()
    {
        Tensor scores = tensor(new[] { 50, MathF.Log(2), 0 }).expand(20_000, 3);
        using Generator generator = new(7UL);
        LabelledBatch positives = MarkedImages.Create(20_000, classes: 3) with { Labels = zeros([20_000], int64) };

        LabelledBatch negatives = new FirstLayerSampler(2).Sample(positives, new SamplingContext(generator, 3, null, _ => scores));

        Longs(negatives.Labels).Average(label => label == 1 ? 1.0 : 0.0).Should().BeApproximately(0.8, 0.018);
    }

    /// <summary>The layer's step takes the product over that scored the labels: the same as where every product is made anew.</summary>
    [Theory]
    [InlineData(16)]
    [InlineData(1_000)]
    public void Fit_ScoresOfTheFirstLayer_AreThoseOfTheNetworkWithOneLayer(int batchSize)
    {
        using LabelledImages images = SyntheticImages.Create(1_000);
        using FFNetwork first = Build(new FirstLayerSampler(8)), whole = Build(new HardLabelSampler(1.0 / 8));
        TrainingOptions options = new() { Epochs = 2, BatchSize = batchSize };

        first.Fit(images, options);
        whole.Fit(images, options);

        first.Layers[0].Parameters[0].Value.ShouldBeClose(whole.Layers[0].Parameters[0].Value, 1e-5);
    }

    [Fact]
    public void Fit_NegativesOfTheFirstLayer_LearnsMoreFromTheSameImages()
    {
        using ImageDataset digits = ImageDatasets.SyntheticDigits();
        double Accuracy(INegativeSampler sampler)
        {
            using FFNetwork network = new FFNetworkBuilder().WithInput(digits.Shape).WithClasses(10).WithNegatives(sampler)
                .AddDense(64).AddDense(64).Build();
            network.Fit(digits.Train, new TrainingOptions { Epochs = 4, BatchSize = 64 });
            return network.Evaluate(digits.Test).Accuracy;
        }

        Accuracy(new FirstLayerSampler()).Should().BeGreaterThan(Accuracy(new WrongLabelSampler()));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Create_SharpnessNotPositive_IsRefused(double sharpness) =>
        FluentActions.Invoking(() => new FirstLayerSampler(sharpness)).Should().Throw<ArgumentOutOfRangeException>();

    private static FFNetwork Build(INegativeSampler sampler) => new FFNetworkBuilder()
        .WithInput(SyntheticImages.Shape).WithClasses(3).WithNegatives(sampler)
        .WithOptimizer(new AdamOptions { Epsilon = 1e-4 }).AddDense(20).Build();
}
