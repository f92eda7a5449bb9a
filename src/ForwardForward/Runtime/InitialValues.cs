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
}
