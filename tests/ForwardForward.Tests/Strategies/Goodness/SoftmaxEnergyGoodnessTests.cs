using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Goodness;

public sealed class SoftmaxEnergyGoodnessTests
{
    // exp gives 1 and 3, and 1 and 1.
    private static readonly Tensor Activations = Matrix(new[,] { { 0, MathF.Log(3) }, { 0, 0 } });

    [Fact]
    public void Measure_TwoSamples_IsTheLogarithmOfTheMeanExponential()
    {
        // log((1 + 3) / 2) = log 2; log((1 + 1) / 2) = 0.
        new SoftmaxEnergyGoodness().Measure(Activations).ShouldBeClose(Vector(MathF.Log(2), 0));
    }

    [Fact]
    public void Measure_Temperature_DividesWithinAndMultipliesWithout()
    {
        // T = ½: a/T = 0 and log 9, so ½ · log((1 + 9) / 2) = ½ · log 5.
        new SoftmaxEnergyGoodness(temperature: 0.5).Measure(Activations).ShouldBeClose(Vector(MathF.Log(5) / 2, 0));
    }

    [Fact]
    public void Derivative_TwoSamples_IsTheSoftmax()
    {
        // 1/4 and 3/4; a half each.
        new SoftmaxEnergyGoodness().Derivative(Activations).ShouldBeClose(Matrix(new[,] { { 0.25f, 0.75f }, { 0.5f, 0.5f } }));
    }

    [Fact]
    public void Measure_ExtremeTemperatures_AreTheMaximumAndTheMean()
    {
        Tensor activations = Matrix(new float[,] { { -1, 2, 5 } });

        new SoftmaxEnergyGoodness(temperature: 1e-4).Measure(activations).ShouldBeClose(Vector(5), 1e-3);
        new SoftmaxEnergyGoodness(temperature: 1e3).Measure(activations).ShouldBeClose(Vector(2), 1e-2);
    }

    [Fact]
    public void Measure_HugeActivations_StaysFinite()
    {
        // exp(1000) is beyond float32: 1000 + log(1/2).
        Tensor activations = Matrix(new float[,] { { 1000, -1000 } });

        new SoftmaxEnergyGoodness().Measure(activations).ShouldBeClose(Vector(1000 - MathF.Log(2)), 1e-3);
        Values(new SoftmaxEnergyGoodness().Derivative(activations)).Should().Equal(1, 0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_TemperatureNotPositive_IsRefused(double temperature) =>
        FluentActions.Invoking(() => new SoftmaxEnergyGoodness(temperature)).Should().Throw<ArgumentOutOfRangeException>();
}
