using static ForwardForward.Tests.Tensors;

namespace ForwardForward.Tests.Strategies.Goodness;

public sealed class SumOfSquaresGoodnessTests
{
    [Fact]
    public void Measure_TwoSamples_IsTheSumOfTheSquares()
    {
        // 1² + 2² + 2² = 9; 0² + 0² + (−6)² = 36.
        Values(new SumOfSquaresGoodness().Measure(Matrix(new float[,] { { 1, 2, 2 }, { 0, 0, -6 } }))).Should().Equal(9f, 36f);
    }

    [Fact]
    public void Derivative_TwoSamples_IsTwiceTheActivation() =>
        Values(new SumOfSquaresGoodness().Derivative(Matrix(new float[,] { { 1, 2 }, { 0, -6 } }))).Should().Equal(2, 4, 0, -12);
}
