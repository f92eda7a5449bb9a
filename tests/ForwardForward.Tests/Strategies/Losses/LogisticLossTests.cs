using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Losses;

public sealed class LogisticLossTests
{
    [Fact]
    public void Loss_TwoPairs_IsTheMeanSoftplusOverAllFourSamples()
    {
        // θ = 2: softplus(2 − 3) + softplus(2 − 2) + softplus(1 − 2) + softplus(2 − 2) = 2·ln(1 + e⁻¹) + 2·ln 2; a quarter of it.
        double expected = (2 * Math.Log(1 + Math.Exp(-1)) + 2 * Math.Log(2)) / 4;

        Tensor loss = new LogisticLoss(threshold: 2).Loss(Vector(3, 2), Vector(1, 2));

        loss.ToDouble().Should().BeApproximately(expected, 1e-6);
    }

    [Fact]
    public void Loss_Temperature_DividesTheDistanceToTheThreshold()
    {
        // (2 − 1) / 0.5 = 2 for the positive, (3 − 2) / 0.5 = 2 for the negative.
        Tensor loss = new LogisticLoss(threshold: 2, temperature: 0.5).Loss(Vector(1), Vector(3));

        loss.ToDouble().Should().BeApproximately(Math.Log(1 + Math.Exp(2)), 1e-6);
    }

    [Fact]
    public void Loss_HugeGoodness_StaysFinite() =>
        new LogisticLoss().Loss(Vector(0), Vector(1e6f)).ToDouble().Should().BeApproximately(0.5e6, 2);

    [Theory]
    [InlineData(double.NaN, 1)]
    [InlineData(2, 0)]
    [InlineData(2, -1)]
    public void Constructor_ValueOutOfRange_IsRefused(double threshold, double temperature) =>
        FluentActions.Invoking(() => new LogisticLoss(threshold, temperature)).Should().Throw<ArgumentOutOfRangeException>();
}
