using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Runtime;

public sealed class MatrixProductsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(128, 784, 500)]
    public void Linear_RowsOfAnySize_IsTheirProductWithTheTransposedWeightPlusTheBias(int rows, int inputs, int units)
    {
        Tensor input = Draw(rows, inputs), weight = Draw(units, inputs), bias = Draw(units);
        Tensor exact = input.to(float64).mm(weight.to(float64).t()) + bias.to(float64);

        using (no_grad())
        {
            Distance(MatrixProducts.Linear(input, weight, bias), exact).Should().BeLessThan(1e-5);
            Distance(FusedKernels.Linear(input, weight, bias), exact)
                .Should().BeLessThan(1e-5, "oneDNN is exact whether or not it is preferred here");
        }
    }

    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(128, 784, 500)]
    public void Product_MatricesOfAnySize_IsRowsTimesWeight(int rows, int inputs, int units)
    {
        Tensor input = Draw(rows, units), weight = Draw(units, inputs);
        Tensor exact = input.to(float64).mm(weight.to(float64));

        using (no_grad())
            Distance(MatrixProducts.Product(input, weight), exact).Should().BeLessThan(1e-5);
    }

    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(128, 784, 500)]
    public void TransposedProduct_MatricesOfAnySize_IsLeftTransposedTimesRight(int rows, int inputs, int units)
    {
        Tensor left = Draw(rows, units), right = Draw(rows, inputs);
        Tensor exact = left.to(float64).t().mm(right.to(float64));

        using (no_grad())
        {
            Distance(MatrixProducts.TransposedProduct(left, right), exact).Should().BeLessThan(1e-5);
            Distance(FusedKernels.TransposedProduct(left, right), exact)
                .Should().BeLessThan(1e-5, "oneDNN is exact whether or not it is preferred here");
        }
    }

    [Fact]
    public void Linear_LargeRowsThatRecordGradients_StaysDifferentiable()
    {
        Tensor input = Draw(128, 784), weight = Draw(500, 784).requires_grad_(), bias = Draw(500);

        MatrixProducts.Linear(input, weight, bias).sum([0, 1]).backward();

        Distance(weight.grad!, input.sum([0]).expand(500, 784).to(float64)).Should().BeLessThan(1e-5);
    }

    [Fact]
    public void RectifierGradient_ActivationsAtAndAboveZero_KeepsTheGradientAboveAlone()
    {
        Tensor gradient = Tensors.Vector(1, -2, 3), rectified = Tensors.Vector(0.5f, 0, 2);

        Tensors.Values(FusedKernels.RectifierGradient(gradient, rectified)).Should().Equal(1, 0, 3);
    }

    private static Tensor Draw(params long[] shape) => Tensors.Random(seed: 1, shape);

    private static double Distance(Tensor result, Tensor exact) =>
        ((result.to(float64) - exact).abs().max() / exact.abs().max()).ToDouble();
}
