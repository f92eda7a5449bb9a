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
    public void Forward_RowsOfAnySize_IsTheirProductWithTheTransposedWeight(int rows, int inputs, int units)
    {
        Tensor input = Draw(rows, inputs), weight = Draw(units, inputs);
        Tensor exact = input.to(float64).mm(weight.to(float64).t());
        using WorkSpace space = WorkSpace.Create();

        using (no_grad())
        {
            Distance(MatrixProducts.Forward(input, weight, space), exact).Should().BeLessThan(1e-5);
            Distance(MatrixProducts.Forward(input, weight, WorkSpace.None), exact).Should().BeLessThan(1e-5);
            Distance(FusedKernels.Product(input, weight), exact)
                .Should().BeLessThan(1e-5, "oneDNN is exact whether or not it is preferred here");
        }
    }

    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(128, 784, 500)]
    public void ToInput_MatricesOfAnySize_IsDeltaTimesWeight(int rows, int inputs, int units)
    {
        Tensor delta = Draw(rows, units), weight = Draw(units, inputs);
        Tensor exact = delta.to(float64).mm(weight.to(float64));

        using (no_grad())
            Distance(MatrixProducts.ToInput(delta, weight), exact).Should().BeLessThan(1e-5);
    }

    [Theory]
    [InlineData(3, 5, 2)]
    [InlineData(128, 784, 500)]
    public void ToWeight_MatricesOfAnySize_IsDeltaTransposedTimesRows(int rows, int inputs, int units)
    {
        Tensor delta = Draw(rows, units), input = Draw(rows, inputs);
        Tensor exact = delta.to(float64).t().mm(input.to(float64));
        using WorkSpace space = WorkSpace.Create();

        using (no_grad())
        {
            Distance(MatrixProducts.ToWeight(delta, input, space), exact).Should().BeLessThan(1e-5);
            Distance(MatrixProducts.ToWeight(delta, input, WorkSpace.None), exact).Should().BeLessThan(1e-5);
            Distance(FusedKernels.TransposedProduct(delta, input), exact)
                .Should().BeLessThan(1e-5, "oneDNN is exact whether or not it is preferred here");
        }
    }

    [Fact]
    public void Forward_LargeRowsThatRecordGradients_StaysDifferentiable()
    {
        Tensor input = Draw(128, 784), weight = Draw(500, 784).requires_grad_();

        MatrixProducts.Forward(input, weight, WorkSpace.None).sum([0, 1]).backward();

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
