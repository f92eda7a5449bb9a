using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class GaussianNoiseSamplerTests
{
    [Theory]
    [InlineData(0.3)]
    [InlineData(2)]
    public void Corrupt_ManyPixels_AddsNormalNoiseOfTheDeviation(double deviation)
    {
        // 80,000 values: the mean's own deviation is σ/283, that of the deviation σ/400.
        Tensor noise = (Corrupt(new GaussianNoiseSampler(deviation), full([100, 2, 20, 20], 5f)) - 5) / deviation;

        noise.mean().ToDouble().Should().BeApproximately(0, 0.02);
        noise.std().ToDouble().Should().BeApproximately(1, 0.02);
        noise.abs().lt(1).to(float64).mean().ToDouble().Should().BeApproximately(0.683, 0.01, "so much of it lies within σ");
    }

    [Fact]
    public void Corrupt_NoDeviation_KeepsTheImages()
    {
        Tensor images = Random(1, 3, 1, 2, 2);

        Corrupt(new GaussianNoiseSampler(0), images).eq(images).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_DeviationNegativeOrNotFinite_IsRefused(double deviation) =>
        FluentActions.Invoking(() => new GaussianNoiseSampler(deviation)).Should().Throw<ArgumentOutOfRangeException>();

    private static Tensor Corrupt(GaussianNoiseSampler sampler, Tensor images)
    {
        using Generator generator = new(7UL);
        Tensor labels = zeros([images.shape[0]], int64);
        return sampler.Corrupt(new LabelledBatch(images, labels), labels, new SamplingContext(generator, 10));
    }
}
