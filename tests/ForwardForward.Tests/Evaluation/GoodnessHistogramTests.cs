using static TorchSharp.torch;

namespace ForwardForward.Tests.Evaluation;

public sealed class GoodnessHistogramTests
{
    [Fact]
    public void Of_ValuesFromZeroToForty_CountsEachInItsIntervalAndTheLargestInTheLast()
    {
        GoodnessHistogram histogram = GoodnessHistogram.Of(tensor([0.0, 1.5, 40.0]), tensor([1.0, 1.25, 39.0]));

        histogram.Lowest.Should().Be(0);
        histogram.Highest.Should().Be(40);
        histogram.Positive.Should().HaveCount(40).And.Subject.Sum().Should().Be(3);
        (histogram.Positive[0], histogram.Positive[1], histogram.Positive[39]).Should().Be((1, 1, 1));
        (histogram.Negative[0], histogram.Negative[1], histogram.Negative[39]).Should().Be((0, 2, 1));
    }

    [Fact]
    public void Of_OneValueAlone_StandsInTheFirstInterval()
    {
        GoodnessHistogram histogram = GoodnessHistogram.Of(tensor([2.0, 2.0]), tensor([2.0]));

        (histogram.Positive[0], histogram.Negative[0]).Should().Be((2, 1));
    }
}
