using ForwardForward.Data;

namespace ForwardForward.Tests.Data;

public sealed class StratifiedSplitTests
{
    [Theory]
    [InlineData(new[] { 50, 30, 20 }, 10, new[] { 5, 3, 2 })]
    [InlineData(new[] { 5, 3, 2 }, 4, new[] { 2, 1, 1 })]
    [InlineData(new[] { 1, 1, 1 }, 2, new[] { 1, 1, 0 })]
    [InlineData(new[] { 0, 7, 3 }, 5, new[] { 0, 4, 1 })]
    public void Quotas_AnySizes_FollowTheLargestRemainder(int[] sizes, int count, int[] expected)
    {
        StratifiedSplit.Quotas(sizes, count).Should().Equal(expected);
    }

    [Fact]
    public void Divide_AnySeed_PartitionsThePositionsInOrder()
    {
        long[] labels = [.. Enumerable.Range(0, 101).Select(index => (long)(index % 3))];

        (long[] kept, long[] part) = StratifiedSplit.Divide(labels, classes: 4, count: 40, seed: 3);

        part.Should().HaveCount(40).And.BeInAscendingOrder();
        kept.Should().BeInAscendingOrder();
        kept.Concat(part).Order().Should().Equal(Enumerable.Range(0, 101).Select(index => (long)index));
        part.GroupBy(index => labels[index]).OrderBy(group => group.Key).Select(group => group.Count()).Should().Equal(14, 13, 13);
    }

    [Fact]
    public void Divide_SameSeedTwice_IsTheSameAndDiffersByAnotherSeed()
    {
        long[] labels = [.. Enumerable.Range(0, 200).Select(index => (long)(index % 10))];

        long[] first = StratifiedSplit.Divide(labels, 10, 50, seed: 1).Part;
        long[] again = StratifiedSplit.Divide(labels, 10, 50, seed: 1).Part;
        long[] other = StratifiedSplit.Divide(labels, 10, 50, seed: 2).Part;

        again.Should().Equal(first);
        other.Should().NotEqual(first);
    }
}
