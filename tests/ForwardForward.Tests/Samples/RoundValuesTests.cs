using ForwardForward.Samples;

namespace ForwardForward.Tests.Samples;

public sealed class RoundValuesTests
{
    private static readonly DateTime Noon = new(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc);

    // Sorted 1, 2, 3, 4, 8: quartiles 2 and 4.
    [Fact]
    public void Spread_FiveRounds_IsTheDistanceOfTheQuartilesOverTheMedian()
    {
        RoundValues rounds = new([[8, 1, 3, 2, 4]], Noon);

        rounds.Median.Should().Be(3);
        rounds.Spread.Should().BeApproximately(2.0 / 3, 1e-12);
        rounds.Describe().ToJsonString().Should().Be(
            """{"measured":"2026-11-27 12:00 UTC","rounds":5,"median":3,"lower_quartile":2,"upper_quartile":4,"""
            + "\"spread\":0.6666666666666666}");
    }

    [Fact]
    public void Medians_TwoSeeds_AreOfEachSeedsRounds()
    {
        RoundValues rounds = new([[5, 1, 2], [7, 9, 8]], Noon);

        rounds.Medians.Should().Equal(2, 8);
        rounds.Median.Should().Be(6);
        rounds.Times(10).Medians.Should().Equal(20, 80);
        rounds.Times(10).Spread.Should().BeApproximately(rounds.Spread, 1e-12);
    }

    // The machine is at half its pace in the second round: the times spread, their ratio does not.
    [Fact]
    public void Over_MachineThatChangesItsPace_IsTakenRoundByRound()
    {
        RoundValues own = new([[3, 6, 3]], Noon), other = new([[2, 4, 2]], Noon);

        RoundValues ratio = own.Over(other);

        own.Spread.Should().BeGreaterThan(0.4);
        ratio.OfSeeds.Single().Should().Equal(1.5, 1.5, 1.5);
        ratio.Spread.Should().Be(0);
        ratio.Measured.Should().Be(Noon);
    }
}
