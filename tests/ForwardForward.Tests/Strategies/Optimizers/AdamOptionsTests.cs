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

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 0.05)]
    [InlineData(0.2, 0.1)]
    [InlineData(0.6, 0.05)]
    [InlineData(1, 0)]
    public void RateAt_WarmUp_RisesToTheFullRateAndThenTheCosineBegins(double progress, double expected) =>
        new AdamOptions { LearningRate = 0.1, WarmUp = 0.2 }.RateAt(progress).Should().BeApproximately(expected, 1e-12);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.125, 0.05)]
    [InlineData(0.25, 0.1)]
    [InlineData(1, 0.1)]
    public void RateAt_WarmUpOfAConstantRate_StaysAfterIt(double progress, double expected) =>
        new AdamOptions { LearningRate = 0.1, WarmUp = 0.25, Decay = LearningRateDecay.Constant }.RateAt(progress).Should().Be(expected);

    [Theory]
    [InlineData(0, 0, 0.8)]
    [InlineData(0, 0.499, 0.8)]
    [InlineData(0, 0.5, 0.2)]
    [InlineData(0, 0.749, 0.2)]
    [InlineData(0, 0.75, 0.05)]
    [InlineData(0, 1, 0.05)]
    [InlineData(0.25, 0.125, 0.4)]
    [InlineData(0.25, 0.25, 0.8)]
    [InlineData(0.25, 0.5, 0.2)]
    [InlineData(0.625, 0.5, 0.16)] // A step within the warm-up: 4/5 of the way, a quarter of the rate.
    public void RateAt_Steps_FallsAtEachPoint(double warmUp, double progress, double expected) =>
        new AdamOptions { LearningRate = 0.8, WarmUp = warmUp, Decay = LearningRateDecay.Steps([0.5, 0.75], factor: 0.25) }
            .RateAt(progress).Should().BeApproximately(expected, 1e-12);

    // What an epoch's first batch has done of its run is the same number as the fraction that a program writes.
    [Fact]
    public void RateAt_Steps_BeginWithTheEpochThatTheyName()
    {
        AdamOptions options = new() { LearningRate = 1, Decay = LearningRateDecay.Steps([0.3, 0.6, 0.9], factor: 0.5) };

        Enumerable.Range(0, 10).Select(epoch => options.RateAt((epoch + 0.0) / 10))
            .Should().Equal(1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125);
    }

    [Fact]
    public void RateAt_Defaults_HasTheBitsOfHalfACosine()
    {
        AdamOptions options = new();

        Enumerable.Range(0, 1_000).Select(step => options.RateAt(step / 1_000.0))
            .Should().Equal(Enumerable.Range(0, 1_000).Select(step => 2e-3 * (1 + Math.Cos(Math.PI * (step / 1_000.0))) / 2));
    }

    [Fact]
    public void Decay_StepsOfTheSamePointsAndFactor_AreEqual()
    {
        LearningRateDecay steps = LearningRateDecay.Steps([0.5, 0.75]);

        steps.Should().Be(LearningRateDecay.Steps([0.5, 0.75], factor: 0.1)).And.NotBe(LearningRateDecay.Steps([0.5]))
            .And.NotBe(LearningRateDecay.Steps([0.5, 0.75], factor: 0.2)).And.NotBe(LearningRateDecay.Constant);
        steps.GetHashCode().Should().Be(LearningRateDecay.Steps([0.5, 0.75]).GetHashCode());
        steps.ToString().Should().Be("times 0.1 at 0.5, 0.75");
        new AdamOptions { Decay = steps }.Should().Be(new AdamOptions { Decay = LearningRateDecay.Steps([0.5, 0.75]) });
    }

    [Fact]
    public void Steps_WhatIsNoSequenceOfPoints_IsRefused()
    {
        Action[] refused =
        [
            () => LearningRateDecay.Steps([]),
            () => LearningRateDecay.Steps([0.5, 0.5]),
            () => LearningRateDecay.Steps([0.75, 0.5]),
            () => LearningRateDecay.Steps([0]),
            () => LearningRateDecay.Steps([1]),
            () => LearningRateDecay.Steps([double.NaN]),
            () => LearningRateDecay.Steps([0.5], factor: 0),
            () => LearningRateDecay.Steps([0.5], factor: 1),
        ];

        refused.Should().AllSatisfy(make => make.Should().Throw<ArgumentException>().WithMessage("* must be *"));
        FluentActions.Invoking(() => LearningRateDecay.Steps(null!)).Should().Throw<ArgumentNullException>();
    }

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
            () => _ = new AdamOptions { LargestGradient = 0 },
            () => _ = new AdamOptions { LargestGradient = double.PositiveInfinity },
            () => _ = new AdamOptions { WarmUp = -0.1 },
            () => _ = new AdamOptions { WarmUp = 1 },
            () => _ = new AdamOptions { WarmUp = double.NaN },
        ];

        refused.Should().AllSatisfy(set => set.Should().Throw<ArgumentOutOfRangeException>().WithMessage("* must be *"));
        FluentActions.Invoking(() => new AdamOptions { Decay = null! }).Should().Throw<ArgumentNullException>();
    }
}
