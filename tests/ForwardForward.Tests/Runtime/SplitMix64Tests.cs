using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

public sealed class SplitMix64Tests
{
    [Fact]
    public void NextBits_KnownSeed_GivesThePublishedSequence()
    {
        var random = new SplitMix64(1234567);

        ulong[] bits = [random.NextBits(), random.NextBits(), random.NextBits()];

        bits.Should().Equal(6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL);
    }

    [Fact]
    public void NextInt_ManyDraws_CoversTheRangeEvenly()
    {
        var random = new SplitMix64(5);
        var counts = new int[7];

        for (int draw = 0; draw < 70_000; draw++)
            counts[random.NextInt(7)]++;

        counts.Should().OnlyContain(count => count > 9_500 && count < 10_500);
    }

    [Fact]
    public void NextSingle_ManyDraws_StaysInUnitIntervalWithMeanOneHalf()
    {
        var random = new SplitMix64(9);

        float[] values = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextSingle())];

        values.Should().OnlyContain(value => value >= 0 && value < 1);
        values.Average().Should().BeApproximately(0.5f, 0.01f);
    }

    [Fact]
    public void Fork_DifferentStreamsAndSeeds_NeverCoincide()
    {
        IEnumerable<ulong> firsts =
            from seed in Enumerable.Range(0, 40)
            from stream in Enumerable.Range(0, 500)
            select SplitMix64.Fork(seed, stream).NextBits();

        firsts.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void NextBell_ManyDraws_HasMeanZeroAndDeviationOne()
    {
        var random = new SplitMix64(2);

        float[] values = [.. Enumerable.Range(0, 50_000).Select(_ => random.NextBell())];

        values.Average().Should().BeApproximately(0, 0.02f);
        values.Average(value => value * value).Should().BeApproximately(1, 0.03f);
        values.Should().OnlyContain(value => value > -3.5f && value < 3.5f);
    }
}
