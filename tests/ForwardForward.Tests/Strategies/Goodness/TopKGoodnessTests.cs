using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Goodness;

public sealed class TopKGoodnessTests
{
    [Fact]
    public void Measure_HalfOfFour_IsTheMeanSquareOfTheTwoLargest()
    {
        // The two largest: 3 and 2, (9 + 4) / 2 = 6.5; 0 and −1, (0 + 1) / 2 = 0.5: the −5 counts last.
        Tensor activations = Matrix(new float[,] { { 1, 3, 0, 2 }, { -1, -5, 0, -2 } });

        Values(new TopKGoodness(0.5).Measure(activations)).Should().Equal(6.5f, 0.5f);
    }

    [Fact]
    public void Derivative_HalfOfFour_IsZeroOutsideTheTwoLargest()
    {
        // 2a / k = a for k = 2.
        Tensor activations = Matrix(new float[,] { { 1, 3, 0, 2 }, { -1, -5, 0, -2 } });

        Values(new TopKGoodness(0.5).Derivative(activations)).Should().Equal(0, 3, 0, 2, -1, 0, 0, 0);
    }

    [Fact]
    public void Derivative_EqualActivations_ChoosesAsManyAsCount()
    {
        // k = 2 of four threes: two slopes of 3, wherever they stand, and they are those of automatic differentiation.
        TopKGoodness goodness = new(0.5);
        Tensor activations = full([1, 4], 3f);

        Tensor derivative = goodness.Derivative(activations);

        Values(derivative).Order().Should().Equal(0, 0, 3, 3);
        derivative.ShouldBeClose(Gradient(goodness.Measure, activations));
    }

    [Theory]
    [InlineData(0.02, 10, 1)] // 0.2 units: at least one counts.
    [InlineData(0.02, 500, 10)]
    [InlineData(0.26, 10, 3)] // 2.6 rounds to 3.
    [InlineData(1, 7, 7)]
    public void Derivative_Fraction_RoundsToThatManyUnits(double fraction, int units, int counted)
    {
        Tensor derivative = new TopKGoodness(fraction).Derivative(arange(1, units + 1, float32).view(1, units));

        Values(derivative).Count(slope => slope != 0).Should().Be(counted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Constructor_FractionOutOfRange_IsRefused(double fraction) =>
        FluentActions.Invoking(() => new TopKGoodness(fraction)).Should().Throw<ArgumentOutOfRangeException>();
}
