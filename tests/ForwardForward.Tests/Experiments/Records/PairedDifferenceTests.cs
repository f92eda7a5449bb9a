using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Records;

public sealed class PairedDifferenceTests
{
    // Differences 1, 2 and 3: mean 2, deviation 1; t for two degrees of freedom is 4.302653, over √3 it is 2.484138.
    [Fact]
    public void Create_ThreePairs_HasMeanDeviationAndInterval()
    {
        PairedDifference difference = new([11, 22, 33], [10, 20, 30]);

        difference.Mean.Should().BeApproximately(2, 1e-12);
        difference.StandardDeviation.Should().BeApproximately(1, 1e-12);
        difference.Count.Should().Be(3);
        difference.Level.Should().Be(0.95);
        difference.Low.Should().BeApproximately(2 - 2.484138, 1e-6);
        difference.High.Should().BeApproximately(2 + 2.484138, 1e-6);
    }

    // t for two degrees of freedom at 99 % is 9.924843, over √3 it is 5.730111.
    [Fact]
    public void Create_HigherLevel_HasAWiderInterval()
    {
        PairedDifference difference = new([11, 22, 33], [10, 20, 30], level: 0.99);

        difference.Low.Should().BeApproximately(2 - 5.730111, 1e-6);
        difference.High.Should().BeApproximately(2 + 5.730111, 1e-6);
    }

    [Fact]
    public void Create_SameDifferenceEverywhere_HasAnIntervalOfNoWidth()
    {
        PairedDifference difference = new([1, 2], [3, 4]);

        difference.Mean.Should().Be(-2);
        difference.Low.Should().Be(-2);
        difference.High.Should().Be(-2);
    }

    [Fact]
    public void Create_OnePair_HasNoDeviationAndNoInterval()
    {
        PairedDifference difference = new([5], [3]);

        difference.Mean.Should().Be(2);
        difference.StandardDeviation.Should().BeNull();
        difference.Low.Should().BeNull();
        difference.High.Should().BeNull();
    }

    [Fact]
    public void Create_OtherNumberOfBaselines_IsRefused() =>
        FluentActions.Invoking(() => new PairedDifference([1, 2, 3], [1, 2]))
            .Should().Throw<ArgumentException>().WithMessage("There are 3 values and 2 of the baseline*");

    [Fact]
    public void Create_NoPairs_IsRefused() =>
        FluentActions.Invoking(() => new PairedDifference([], [])).Should().Throw<ArgumentException>().WithMessage("There are no values*");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void Create_LevelOutOfRange_IsRefused(double level) =>
        FluentActions.Invoking(() => new PairedDifference([1, 2], [1, 2], level))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("The level must be above 0 and below 1*");

    [Theory]
    [InlineData(0.9, "0.02 on average over 3 seeds, 0.003141 to 0.03686 with 90 % confidence: beyond chance.")]
    [InlineData(0.99, "0.02 on average over 3 seeds, -0.0373 to 0.0773 with 99 % confidence: may be chance.")]
    public void ToString_SeveralSeeds_IsASentence(double level, string expected) =>
        new PairedDifference([0.91, 0.92, 0.93], [0.90, 0.90, 0.90], level).ToString().Should().Be(expected);

    [Fact]
    public void ToString_OneSeed_SaysThatChanceIsNotKnown() =>
        new PairedDifference([0.75], [0.5]).ToString().Should().Be("0.25 with one seed: chance is not known.");
}
