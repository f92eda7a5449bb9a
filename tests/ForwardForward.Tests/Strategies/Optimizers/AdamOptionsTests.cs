namespace ForwardForward.Tests.Strategies.Optimizers;

public sealed class AdamOptionsTests
{
    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(0.5, 0.05)]
    [InlineData(1, 0)]
    public void RateAt_Cosine_FallsFromTheFullRateToZero(double progress, double expected) =>
        new AdamOptions { LearningRate = 0.1, Decay = LearningRateDecay.Cosine }.RateAt(progress).Should().BeApproximately(expected, 1e-12);

    [Fact]
    public void RateAt_Constant_Stays() =>
        new AdamOptions { LearningRate = 0.1, Decay = LearningRateDecay.Constant }.RateAt(0.9).Should().Be(0.1);

    [Fact]
    public void Properties_ValueOutOfRange_AreRefusedByName()
    {
        Action[] refused =
        [
            () => _ = new AdamOptions { LearningRate = 0 },
            () => _ = new AdamOptions { LearningRate = double.NaN },
            () => _ = new AdamOptions { Beta1 = 1 },
            () => _ = new AdamOptions { Beta2 = -0.1 },
            () => _ = new AdamOptions { Epsilon = 0 },
            () => _ = new AdamOptions { WeightDecay = -1 },
            () => _ = new AdamOptions { Decay = (LearningRateDecay)9 },
        ];

        refused.Should().AllSatisfy(set => set.Should().Throw<ArgumentOutOfRangeException>().WithMessage("* must be *"));
    }
}
