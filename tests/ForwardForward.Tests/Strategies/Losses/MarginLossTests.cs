using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Losses;

public sealed class MarginLossTests
{
    // Differences 0.25, 3 and −1.
    private static readonly Tensor Positive = Vector(1.25f, 4, 0);
    private static readonly Tensor Negative = Vector(1, 1, 1);

    [Fact]
    public void Loss_ThreePairs_IsTheMeanOfWhatIsMissingToTheMargin()
    {
        // m = 2: 1.75 is missing, then nothing, then 3; 4.75 / 3.
        new MarginLoss(margin: 2).Loss(Positive, Negative).ToDouble().Should().BeApproximately(4.75 / 3, 1e-6);
    }

    [Fact]
    public void Loss_ThreePairs_PullsEvenlyAtThoseWithinTheMargin()
    {
        MarginLoss loss = new(margin: 2);

        Gradient(positive => loss.Loss(positive, Negative).reshape(1), Positive).ShouldBeClose(Vector(-1 / 3f, 0, -1 / 3f));
        Gradient(negative => loss.Loss(Positive, negative).reshape(1), Negative).ShouldBeClose(Vector(1 / 3f, 0, 1 / 3f));
    }

    [Fact]
    public void Constructor_Default_IsAMarginOfOne() => new MarginLoss().Margin.Should().Be(1);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_MarginNotPositive_IsRefused(double margin) =>
        FluentActions.Invoking(() => new MarginLoss(margin)).Should().Throw<ArgumentOutOfRangeException>();
}
