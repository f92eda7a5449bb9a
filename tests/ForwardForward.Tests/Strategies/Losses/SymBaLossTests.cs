using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Losses;

public sealed class SymBaLossTests
{
    [Fact]
    public void Loss_TwoPairs_IsTheMeanSoftplusOfTheDifferences()
    {
        // α = 4: differences 0.5 and −0.25 give softplus(−2) and softplus(1).
        double expected = (Math.Log(1 + Math.Exp(-2)) + Math.Log(1 + Math.Exp(1))) / 2;

        Tensor loss = new SymBaLoss(sharpness: 4).Loss(Vector(1.5f, 1), Vector(1, 1.25f));

        loss.ToDouble().Should().BeApproximately(expected, 1e-6);
    }

    [Fact]
    public void Loss_EqualGoodness_HasTheSlopeOfHalfTheSharpnessSharedByThePairs()
    {
        // σ(0) = 1/2, so −4 · 1/2 / 2 pairs = −1 for a positive and 1 for a negative.
        SymBaLoss loss = new(sharpness: 4);
        Tensor goodness = Vector(1, 3);

        Gradient(positive => loss.Loss(positive, goodness).reshape(1), goodness).ShouldBeClose(Vector(-1, -1));
        Gradient(negative => loss.Loss(goodness, negative).reshape(1), goodness).ShouldBeClose(Vector(1, 1));
    }

    [Fact]
    public void Loss_PairFarApart_PullsNoMoreAndTheWrongWayRoundInFull()
    {
        SymBaLoss loss = new(sharpness: 4);

        Tensor slope = Gradient(positive => loss.Loss(positive, Vector(0, 0)).reshape(1), Vector(10, -10));

        slope.ShouldBeClose(Vector(0, -2));
    }

    [Fact]
    public void Loss_HugeDifference_StaysFinite() =>
        new SymBaLoss(sharpness: 4).Loss(Vector(0), Vector(1e6f)).ToDouble().Should().BeApproximately(4e6, 8);

    [Fact]
    public void Constructor_Default_IsThePapersSharpness() => new SymBaLoss().Sharpness.Should().Be(4);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_SharpnessNotPositive_IsRefused(double sharpness) =>
        FluentActions.Invoking(() => new SymBaLoss(sharpness)).Should().Throw<ArgumentOutOfRangeException>();
}
