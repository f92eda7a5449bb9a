using static ForwardForward.Tests.Tensors;

namespace ForwardForward.Tests.Strategies.Goodness;

public sealed class MeanAbsoluteGoodnessTests
{
    [Fact]
    public void Measure_TwoSamples_IsTheMeanOfTheAbsoluteValues()
    {
        // (1 + 2 + 3) / 3 = 2; (0 + 0 + 6) / 3 = 2.
        Values(new MeanAbsoluteGoodness().Measure(Matrix(new float[,] { { 1, -2, 3 }, { 0, 0, -6 } }))).Should().Equal(2f, 2f);
    }

    [Fact]
    public void Derivative_EachSign_IsTheSignOverTheWidth() =>
        Values(new MeanAbsoluteGoodness().Derivative(Matrix(new float[,] { { 5, -2, 0, 0.1f } }))).Should().Equal(0.25f, -0.25f, 0, 0.25f);
}
