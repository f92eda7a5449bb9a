using static ForwardForward.Tests.Tensors;

namespace ForwardForward.Tests.Strategies.Goodness;

public sealed class MeanGoodnessTests
{
    [Fact]
    public void Measure_TwoSamples_IsTheMeanNotSquared()
    {
        // (1 − 2 + 4) / 3 = 1; (0 + 0 − 6) / 3 = −2.
        Values(new MeanGoodness().Measure(Matrix(new float[,] { { 1, -2, 4 }, { 0, 0, -6 } }))).Should().Equal(1f, -2f);
    }

    [Fact]
    public void Derivative_AnyActivation_IsOneOverTheWidth() =>
        Values(new MeanGoodness().Derivative(Matrix(new float[,] { { 5, -2, 0, 0.1f } }))).Should().Equal(0.25f, 0.25f, 0.25f, 0.25f);
}
