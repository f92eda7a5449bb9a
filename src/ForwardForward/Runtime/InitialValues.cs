using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>First values of parameters, drawn on the CPU, so that every device begins with the same.</summary>
/// <param name="generator">What they are drawn with.</param>
/// <param name="device">Where they go.</param>
/// <param name="capacity">
/// Null to draw. A number where a file of so many numbers will give the values: then nothing is drawn, and no more than that is allocated.
/// A tensor beyond it has a shape but no memory, on the device "meta".
/// </param>
internal sealed class InitialValues(Generator generator, Device device, long? capacity = null)
{
    private long? _left = capacity;

    /// <summary>Uniform in ±1/√<paramref name="fanIn"/>, as PyTorch's <c>Linear</c> draws its weights and biases.</summary>
    public Tensor Uniform(long fanIn, params long[] shape)
    {
        double bound = 1 / Math.Sqrt(fanIn);
        return Create(shape, () => empty(shape).uniform_(-bound, bound, generator));
    }

    /// <summary>
    /// Normal with variance 2/<paramref name="fanIn"/>, which keeps the size of what rectified units pass on (He et al.
    /// 2015, arXiv 1502.01852).
    /// </summary>
    public Tensor He(long fanIn, params long[] shape) =>
        Create(shape, () => randn(shape, generator: generator).mul_(Math.Sqrt(2.0 / fanIn)));

    /// <summary>The same number everywhere.</summary>
    public Tensor Constant(double value, params long[] shape) => Create(shape, () => full(shape, value, float32));

    /// <summary>What <paramref name="draw"/> gives, float32 on the CPU and of the shape stated, on the device.</summary>
    /// <exception cref="OverflowException">No tensor can be that large.</exception>
    public Tensor Create(long[] shape, Func<Tensor> draw)
    {
        if (_left is not { } left)
        {
            using DisposeScope scope = NewDisposeScope();
            return draw().to(device, copy: true).MoveToOuterDisposeScope();
        }
        long count = shape.Aggregate((long)sizeof(float), (size, length) => checked(size * length)) / sizeof(float);
        if (count > left)
            return empty(shape, float32, new Device(DeviceType.META));
        _left = left - count;
        return empty(shape, float32, device);
    }
}
