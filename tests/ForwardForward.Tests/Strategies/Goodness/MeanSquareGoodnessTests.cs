using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Goodness;

public sealed class MeanSquareGoodnessTests
{
    [Fact]
    public void Measure_TwoSamples_IsTheMeanOfTheSquares()
    {
        // (1² + 2² + 2²) / 3 = 3; (0² + 0² + 6²) / 3 = 12.
        Tensor goodness = new MeanSquareGoodness().Measure(Matrix(new float[,] { { 1, 2, 2 }, { 0, 0, 6 } }));

        Values(goodness).Should().Equal(3f, 12f);
    }

    [Fact]
    public void Measure_Maps_AveragesOverAllButTheBatch()
    {
        // A 2×1×2 map of ones and threes: (1 + 1 + 9 + 9) / 4 = 5.
        Tensor maps = tensor(new float[] { 1, 1, 3, 3 }).view(1, 2, 1, 2);

        Values(new MeanSquareGoodness().Measure(maps)).Should().Equal(5f);
    }
}
