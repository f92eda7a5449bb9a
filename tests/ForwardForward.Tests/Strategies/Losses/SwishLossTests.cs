using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Losses;

public sealed class SwishLossTests
{
    [Fact]
    public void Loss_TwoPairs_IsTheMeanSwishOfTheDifferences()
    {
        // α = 6: differences 0.5 and −0.5 give u = −3 and 3; silu(u) = u / (1 + e⁻ᵘ).
        double expected = (-3 / (1 + Math.Exp(3)) + 3 / (1 + Math.Exp(-3))) / 2;

        Tensor loss = new SwishLoss(sharpness: 6).Loss(Vector(1.5f, 1), Vector(1, 1.5f));

        loss.ToDouble().Should().BeApproximately(expected, 1e-6);
    }

    [Fact]
    public void Loss_PairWellApart_PullsHardlyAnyMore()
    {
        Tensor negative = Vector(0);

        double close = Gradient(positive => new SwishLoss().Loss(positive, negative).reshape(1), Vector(0)).ToDouble();
        double apart = Gradient(positive => new SwishLoss().Loss(positive, negative).reshape(1), Vector(2)).ToDouble();

        close.Should().BeApproximately(-3, 1e-5, "the slope of silu at 0 is 1/2, and α is 6");
        Math.Abs(apart).Should().BeLessThan(1e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Constructor_SharpnessNotPositive_IsRefused(double sharpness) =>
        FluentActions.Invoking(() => new SwishLoss(sharpness)).Should().Throw<ArgumentOutOfRangeException>();
}
