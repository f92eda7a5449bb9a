using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>First values of parameters, drawn on the CPU, so that every device begins with the same.</summary>
internal static class InitialValues
{
    /// <summary>Uniform in ±1/√<paramref name="fanIn"/>, as PyTorch's <c>Linear</c> draws its weights and biases.</summary>
    public static Tensor Uniform(long fanIn, Generator generator, Device device, params long[] shape)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        using Tensor drawn = empty(shape);
        return drawn.uniform_(-bound, bound, generator).to(device, copy: true);
    }

    /// <summary>Normal with variance 2/<paramref name="fanIn"/>, which keeps the size of what rectified units pass on (He et al. 2015, arXiv 1502.01852).</summary>
    public static Tensor He(long fanIn, Generator generator, Device device, params long[] shape)
    {
        using Tensor drawn = randn(shape, generator: generator).mul_(Math.Sqrt(2.0 / fanIn));
        return drawn.to(device, copy: true);
    }
}
