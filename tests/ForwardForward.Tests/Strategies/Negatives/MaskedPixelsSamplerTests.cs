using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class MaskedPixelsSamplerTests
{
    [Theory]
    [InlineData(0.3, 0)]
    [InlineData(0.7, -0.5)]
    public void Corrupt_ManyPixels_FillsTheFractionAndKeepsTheOthers(double fraction, double value)
    {
        // 40,000 pixels: the share's own deviation is at most 0.0025. No random pixel is exactly 0 or −0.5.
        Tensor images = Random(1, 100, 2, 20, 20);

        Tensor corrupted = Corrupt(new MaskedPixelsSampler(fraction, value), images);
        Tensor masked = corrupted.eq(value);

        masked.to(float64).mean().ToDouble().Should().BeApproximately(fraction, 0.0125);
        where(masked, images, corrupted).eq(images).all().item<bool>().Should().BeTrue("what is not masked stays as it is");
        masked.select(1, 0).eq(masked.select(1, 1)).all().item<bool>().Should().BeTrue("a pixel is masked in all its channels");
    }

    [Fact]
    public void Corrupt_FractionNoneOrAll_KeepsOrFillsEveryPixel()
    {
        Tensor images = Random(1, 3, 2, 4, 5);

        Corrupt(new MaskedPixelsSampler(fraction: 0), images).eq(images).all().item<bool>().Should().BeTrue();
        Corrupt(new MaskedPixelsSampler(fraction: 1, value: 2), images).eq(full_like(images, 2)).all().item<bool>().Should().BeTrue();
    }

    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(1.1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(0.3, double.NaN)]
    [InlineData(0.3, double.NegativeInfinity)]
    public void Constructor_NoProbabilityOrNoValue_IsRefused(double fraction, double value) =>
        FluentActions.Invoking(() => new MaskedPixelsSampler(fraction, value)).Should().Throw<ArgumentOutOfRangeException>();

    private static Tensor Corrupt(MaskedPixelsSampler sampler, Tensor images)
    {
        using Generator generator = new(7UL);
        Tensor labels = zeros([images.shape[0]], int64);
        return sampler.Corrupt(new LabelledBatch(images, labels), labels, new SamplingContext(generator, 10));
    }
}
