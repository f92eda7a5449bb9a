namespace ForwardForward.Tests.Layers.Contrast;

public sealed class SupervisedContrastOptionsTests
{
    // In a line from 0.8 to 0.2 over the first quarter, then half a cosine to 0.1.
    [Theory]
    [InlineData(0, 0.8)]
    [InlineData(0.125, 0.5)]
    [InlineData(0.25, 0.2)]
    [InlineData(0.625, 0.15)]
    [InlineData(1, 0.1)]
    public void TemperatureAt_Defaults_FallsInALineAndThenAlongACosine(double progress, double expected) =>
        new SupervisedContrastOptions().TemperatureAt(progress).Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void TemperatureAt_NoDescent_BeginsAtTheMiddle() =>
        new SupervisedContrastOptions { Descent = 0 }.TemperatureAt(0).Should().BeApproximately(0.2, 1e-12);

    [Fact]
    public void Properties_ValueOutOfRange_AreRefusedByName()
    {
        Action[] refused =
        [
            () => _ = new SupervisedContrastOptions { Weight = 0 },
            () => _ = new SupervisedContrastOptions { Dimensions = 0 },
            () => _ = new SupervisedContrastOptions { Grid = 0 },
            () => _ = new SupervisedContrastOptions { FirstTemperature = 0 },
            () => _ = new SupervisedContrastOptions { MiddleTemperature = double.NaN },
            () => _ = new SupervisedContrastOptions { LastTemperature = -1 },
            () => _ = new SupervisedContrastOptions { Descent = 1 },
        ];

        refused.Should().AllSatisfy(set => set.Should().Throw<ArgumentOutOfRangeException>().WithMessage("* must be *"));
    }
}
