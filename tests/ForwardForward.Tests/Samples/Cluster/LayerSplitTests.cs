using ForwardForward.Samples.Cluster;

namespace ForwardForward.Tests.Samples.Cluster;

public sealed class LayerSplitTests
{
    [Theory]
    [InlineData(new double[] { 1, 1, 1, 1 }, 2, "0..2 2..4")]
    [InlineData(new double[] { 8, 1, 1, 1 }, 2, "0..1 1..4")]
    [InlineData(new double[] { 1, 1, 1, 8 }, 2, "0..3 3..4")]
    [InlineData(new double[] { 784, 2000, 2000, 2000 }, 2, "0..2 2..4")]
    [InlineData(new double[] { 5, 1, 1, 1, 1 }, 3, "0..1 1..4 4..5")]
    [InlineData(new double[] { 0, 0, 3 }, 3, "0..1 1..2 2..3")]
    [InlineData(new double[] { 3 }, 1, "0..1")]
    public void Divide_Layers_LeavesTheLargestSegmentAsLittleAsCanBe(double[] work, int segments, string expected) =>
        string.Join(' ', LayerSplit.Divide(work, segments)).Should().Be(expected);

    [Fact]
    public void Divide_MoreSegmentsThanLayers_IsRefused() =>
        FluentActions.Invoking(() => LayerSplit.Divide([1, 1], 3)).Should().Throw<ClusterException>().WithMessage("2 layers*1 to 2*3*");
}
