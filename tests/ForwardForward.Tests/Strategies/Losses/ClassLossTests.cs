using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Losses;

public sealed class ClassLossTests
{
    // Two rows of three classes, the true ones 0 and 2.
    private static readonly Tensor Goodness = Matrix(new float[,] { { 2, 1, 0 }, { 0, 0, 1 } });
    private static readonly Tensor Labels = LabelsOf(0, 2);

    [Fact]
    public void CrossEntropy_TwoRows_IsTheMeanNegativeLogProbabilityOfTheTrueClass()
    {
        // −2 + log(e² + e + 1) = 0.407606 and −1 + log(e + 2) = 0.551445.
        new CrossEntropyLoss().Loss(Goodness, Labels).ToDouble().Should().BeApproximately((0.407606 + 0.551445) / 2, 1e-5);
    }

    [Fact]
    public void CrossEntropy_Temperature_DividesTheGoodness() =>
        new CrossEntropyLoss(temperature: 0.5).Loss(Goodness, Labels).ShouldBeClose(new CrossEntropyLoss().Loss(Goodness * 2, Labels));

    [Fact]
    public void CrossEntropy_LabelSmoothing_SpreadsTheTarget()
    {
        // log p = (−0.407606, −1.407606, −2.407606) with targets (0.8, 0.1, 0.1); (−1.551445, −1.551445, −0.551445) with (0.1, 0.1, 0.8).
        double first = (0.8 * 0.407606) + (0.1 * 1.407606) + (0.1 * 2.407606), second = (0.2 * 1.551445) + (0.8 * 0.551445);

        new CrossEntropyLoss(labelSmoothing: 0.3).Loss(Goodness, Labels).ToDouble().Should().BeApproximately((first + second) / 2, 1e-5);
    }

    [Fact]
    public void ChannelwiseCompetition_WithinTheClamp_IsTheCrossEntropy() =>
        new ChannelwiseCompetitionLoss().Loss(Goodness, Labels).ShouldBeClose(new CrossEntropyLoss().Loss(Goodness, Labels), 1e-5);

    [Fact]
    public void ChannelwiseCompetition_BeyondTheClamp_HasNoSlope()
    {
        Tensor slope = Gradient(
            goodness => new ChannelwiseCompetitionLoss().Loss(goodness, LabelsOf(0)).reshape(1), Matrix(new float[,] { { 60, 49, 0 } }));

        Values(slope)[0].Should().Be(0);
        Values(slope)[1].Should().BeGreaterThan(0.2f, "exp(49) is a good part of exp(50) + exp(49)");
    }

    [Fact]
    public void PositiveVersusNegative_TwoRows_ComparesTheTrueClassAndTheMeanOfTheOthersWithTheThreshold()
    {
        // g⁺ = 2 and 1, ḡ = (1 + 0) / 2 and 0, θ = 1.5.
        double expected = (Softplus(-0.5) + Softplus(0.5) + Softplus(-1) + Softplus(-1.5)) / 4;

        new PositiveVersusNegativeLoss(threshold: 1.5).Loss(Goodness, Labels).ToDouble().Should().BeApproximately(expected, 1e-5);
    }

    [Fact]
    public void Constructor_ValueOutOfRange_IsRefused()
    {
        FluentActions.Invoking(() => new CrossEntropyLoss(temperature: 0)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new CrossEntropyLoss(labelSmoothing: 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new PositiveVersusNegativeLoss(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private static double Softplus(double value) => Math.Log(1 + Math.Exp(value));
}
