using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class HardLabelSamplerTests
{
    private const int Images = 20_000;

    [Theory]
    [InlineData(1, 0.8)] // 4 : 1.
    [InlineData(2, 2.0 / 3)] // √4 : 1.
    [InlineData(0.5, 16.0 / 17)] // 4² : 1.
    [InlineData(1e9, 0.5)]
    public void Sample_ScoresApartByLogarithmOfFour_FollowsTheirSoftmax(double temperature, double share)
    {
        // The true label, 0, scores best by far and never comes up. The share's own deviation is at most 0.0036.
        Tensor scores = tensor(new[] { 50, MathF.Log(4), 0 }).expand(Images, 3);

        long[] labels = Longs(Sample(new HardLabelSampler(temperature), zeros([Images], int64), _ => scores).Labels);

        labels.Should().NotContain(0);
        labels.Average(label => label == 1 ? 1.0 : 0.0).Should().BeApproximately(share, 0.018);
    }

    [Fact]
    public void Sample_EachImage_IsDrawnByItsOwnScores()
    {
        // Apart by 100, so that only one wrong label can come up: the best one of each row but the true.
        Tensor scores = tensor(new float[,] { { 0, 100, 200 }, { 0, 100, 200 }, { 0, 100, 200 }, { 200, 0, 100 } });

        LabelledBatch negatives = Sample(new HardLabelSampler(), LabelsOf(0, 1, 2, 0), _ => scores);

        Longs(negatives.Labels).Should().Equal(2, 2, 1, 2);
    }

    [Fact]
    public void Sample_ScoresAsFarApartAsNumbersGo_TakesTheLargest()
    {
        Tensor scores = tensor(new[,] { { 0, double.MinValue, double.MaxValue }, { double.MaxValue, 0, double.MinValue } });

        LabelledBatch negatives = Sample(new HardLabelSampler(1e-3), LabelsOf(0, 0), _ => scores);

        Longs(negatives.Labels).Should().Equal(2, 1);
    }

    [Fact]
    public void Sample_Images_AreScoredAndReturnedAsTheyAre()
    {
        LabelledBatch positives = MarkedImages.Create(4, classes: 3);
        Tensor? scored = null;
        using Generator generator = new(7UL);
        SamplingContext context = new(generator, 3, images =>
        {
            scored = images;
            return zeros([4, 3]);
        });

        LabelledBatch negatives = new HardLabelSampler().Sample(positives, context);

        scored.Should().BeSameAs(positives.Images);
        negatives.Images.Should().BeSameAs(positives.Images);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Sample_ScoresNotFinite_SaysSo(float score)
    {
        Tensor scores = tensor(new float[,] { { 0, 1, 2 }, { 0, 1, score } });

        FluentActions.Invoking(() => Sample(new HardLabelSampler(), LabelsOf(0, 1), _ => scores))
            .Should().Throw<InvalidOperationException>().WithMessage("*not finite*");
    }

    [Fact]
    public void Sample_ScoresOfAnotherShape_SaysWhichIsNeeded() =>
        FluentActions.Invoking(() => Sample(new HardLabelSampler(), LabelsOf(0, 1), _ => zeros([2, 4])))
            .Should().Throw<InvalidOperationException>().WithMessage("*[2, 4]*2 images of 3 classes*");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_TemperatureNotPositive_IsRefused(double temperature) =>
        FluentActions.Invoking(() => new HardLabelSampler(temperature)).Should().Throw<ArgumentOutOfRangeException>();

    private static LabelledBatch Sample(HardLabelSampler sampler, Tensor labels, Func<Tensor, Tensor> scoreLabels)
    {
        using Generator generator = new(7UL);
        LabelledBatch positives = new(zeros([labels.shape[0], 1, 1, 1]), labels);
        return sampler.Sample(positives, new SamplingContext(generator, 3, scoreLabels));
    }
}
