using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Folders;

public sealed class ImageScalingTests
{
    [Fact]
    public void Along_HalfAsManyPlaces_AveragesPairs()
    {
        AxisSample[] samples = AxisSample.Along(pixels: 4, start: 0, length: 4, places: 2);

        samples.Select(sample => sample.First).Should().Equal(0, 2);
        samples.Should().AllSatisfy(sample => sample.Weights.Should().Equal(0.5f, 0.5f));
    }

    [Fact]
    public void Along_ThreePixelsToTwoPlaces_SharesTheMiddleOne()
    {
        AxisSample[] samples = AxisSample.Along(pixels: 3, start: 0, length: 3, places: 2);

        // A place is 1.5 pixels long: a whole one and half of the middle one.
        Weights(samples[0], 2 / 3.0, 1 / 3.0).First.Should().Be(0);
        Weights(samples[1], 1 / 3.0, 2 / 3.0).First.Should().Be(1);
    }

    [Fact]
    public void Along_TwoPixelsToFourPlaces_InterpolatesBetweenCentres()
    {
        AxisSample[] samples = AxisSample.Along(pixels: 2, start: 0, length: 2, places: 4);

        // The places' centres are at −0.25, 0.25, 0.75 and 1.25 of the pixels' centres.
        Weights(samples[0], 1).First.Should().Be(0);
        Weights(samples[1], 0.75, 0.25).First.Should().Be(0);
        Weights(samples[2], 0.25, 0.75).First.Should().Be(0);
        Weights(samples[3], 1).First.Should().Be(1);
    }

    [Fact]
    public void Along_SameSize_IsEveryPixelItself() =>
        AxisSample.Along(pixels: 5, start: 0, length: 5, places: 5).Select(sample => (sample.First, sample.Weights.Single()))
            .Should().Equal((0, 1f), (1, 1f), (2, 1f), (3, 1f), (4, 1f));

    [Fact]
    public void Along_PartOfASide_ReadsNothingOutsideIt() =>
        AxisSample.Along(pixels: 6, start: 1, length: 4, places: 2).Select(sample => (sample.First, sample.Weights.Length))
            .Should().Equal((1, 2), (3, 2));

    [Theory]
    [InlineData(1, 40_000)]
    [InlineData(40_000, 1)]
    [InlineData(40_000, 7)]
    [InlineData(7, 13)]
    public void Along_AnySizes_StaysInsideWithWeightsOfOne(int pixels, int places) =>
        AxisSample.Along(pixels, 0, pixels, places).Should().OnlyContain(sample =>
            sample.First >= 0 && sample.First + sample.Weights.Length <= pixels && Math.Abs(sample.Weights.Sum() - 1) < 1e-3);

    [Theory]
    [InlineData(1, new byte[] { 40 }, new byte[] { 40, 40, 40 })]
    [InlineData(2, new byte[] { 40, 255 }, new byte[] { 40, 40, 40 })]
    [InlineData(2, new byte[] { 40, 0 }, new byte[] { 255, 255, 255 })]
    [InlineData(3, new byte[] { 10, 20, 30 }, new byte[] { 10, 20, 30 })]
    [InlineData(4, new byte[] { 0, 255, 0, 51 }, new byte[] { 204, 255, 204 })]
    public void Scale_AnyComponents_GivesColourOverWhite(int components, byte[] pixel, byte[] expected) =>
        Scale(new DecodedImage(pixel, 1, 1, components), 3).Should().Equal(expected);

    [Theory]
    [InlineData(1, new byte[] { 40 }, 40)]
    [InlineData(3, new byte[] { 255, 0, 0 }, 76)] // 0.299 · 255 = 76.2
    [InlineData(3, new byte[] { 0, 255, 0 }, 150)] // 0.587 · 255 = 149.7
    [InlineData(4, new byte[] { 0, 0, 255, 255 }, 29)] // 0.114 · 255 = 29.1
    public void Scale_ToGrey_WeighsColoursByTheirBrightness(int components, byte[] pixel, byte expected) =>
        Scale(new DecodedImage(pixel, 1, 1, components), 1).Should().Equal(expected);

    [Fact]
    public void Scale_TwoByTwoToOne_IsTheMean()
    {
        AxisSample[] one = AxisSample.Along(2, 0, 2, 1);

        ImageScaling.Scale(new DecodedImage([0, 10, 20, 100], 2, 2, 1), 1, one, one).Should().Equal(33); // 32.5, rounded up
    }

    private static byte[] Scale(DecodedImage image, int channels)
    {
        AxisSample[] same = AxisSample.Along(1, 0, 1, 1);
        return ImageScaling.Scale(image, channels, same, same);
    }

    private static AxisSample Weights(AxisSample sample, params double[] expected)
    {
        sample.Weights.Select(weight => (double)weight).Should().Equal(expected, (a, b) => Math.Abs(a - b) < 1e-6);
        return sample;
    }
}
