using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>Small tensors and comparisons that many tests need.</summary>
internal static class Tensors
{
    public static Tensor Matrix(float[,] values) => tensor(values);

    public static Tensor Vector(params float[] values) => tensor(values);

    public static Tensor LabelsOf(params long[] values) => tensor(values);

    public static Tensor Random(long seed, params long[] shape)
    {
        using Generator generator = new((ulong)seed);
        return randn(shape, generator: generator);
    }

    public static float[] Values(Tensor values) => values.detach().cpu().contiguous().data<float>().ToArray();

    public static long[] Longs(Tensor values) => values.cpu().contiguous().data<long>().ToArray();

    /// <summary>Live tensors of the process, after those that earlier tests dropped are gone.</summary>
    public static long CountLive()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }

    public static double ToDouble(this Tensor scalar) => scalar.to(float64).item<double>();

    public static void ShouldBeClose(this Tensor actual, Tensor expected, double tolerance = 1e-6)
    {
        actual.shape.Should().Equal(expected.shape);
        double difference = (actual.detach() - expected.detach()).abs().max().ToDouble();
        difference.Should().BeLessThan(
            tolerance,
            $"{actual.ToString(TorchSharp.TensorStringStyle.Julia)} should equal {expected.ToString(TorchSharp.TensorStringStyle.Julia)}");
    }

    /// <summary>∂ sum(f(x)) / ∂x by automatic differentiation.</summary>
    public static Tensor Gradient(Func<Tensor, Tensor> function, Tensor at)
    {
        using var recording = enable_grad();
        Tensor leaf = at.detach().requires_grad_();
        function(leaf).sum([0]).backward();
        return leaf.grad!;
    }
}
