using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>First values of a layer's parameters and buffers, float32, on the layer's device.</summary>
/// <remarks>
/// They are drawn on the CPU, so every device begins with the same numbers. A network that is loaded from a file draws nothing, because
/// the file has the values. A tensor larger than the file gets a shape without memory. Not thread-safe.
/// </remarks>
public sealed class InitialValues
{
    private readonly Generator _generator;
    private readonly Device _device;
    private long? _numbersLeft;

    /// <param name="generator">What they are drawn with.</param>
    /// <param name="device">Where they go.</param>
    /// <param name="numbers">How many numbers the file has that will give the values; null to draw them.</param>
    internal InitialValues(Generator generator, Device device, long? numbers = null)
    {
        _generator = generator;
        _device = device;
        _numbersLeft = numbers;
    }

    /// <summary>Draws uniformly from ±1/√<paramref name="fanIn"/>, as PyTorch's <c>Linear</c> draws its weights and biases.</summary>
    /// <param name="fanIn">How many inputs a unit has, at least 1.</param>
    /// <param name="shape">The tensor's shape.</param>
    /// <returns>A tensor of that shape.</returns>
    /// <exception cref="ArgumentException">There is no input, or a length is below 0.</exception>
    public Tensor Uniform(long fanIn, params long[] shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        double bound = 1 / Math.Sqrt(fanIn);
        return Create(shape, generator => TensorCreation.Empty(shape, float32, CPU).uniform_(-bound, bound, generator));
    }

    /// <summary>
    /// Draws from a normal distribution of variance 2/<paramref name="fanIn"/>, which keeps the size of what rectified units pass on
    /// (He et al. 2015, arXiv 1502.01852).
    /// </summary>
    /// <param name="fanIn">How many inputs a unit has, at least 1.</param>
    /// <param name="shape">The tensor's shape.</param>
    /// <returns>A tensor of that shape.</returns>
    /// <exception cref="ArgumentException">There is no input, or a length is below 0.</exception>
    public Tensor He(long fanIn, params long[] shape)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fanIn, 1);
        double deviation = Math.Sqrt(2.0 / fanIn);
        return Create(shape, generator => TensorCreation.DrawNormal(shape, float32, generator).MultiplyInPlace(deviation));
    }

    /// <summary>The same number everywhere.</summary>
    /// <param name="value">The number.</param>
    /// <param name="shape">The tensor's shape; none for a scalar.</param>
    /// <returns>A tensor of that shape.</returns>
    public Tensor Constant(double value, params long[] shape) => Create(shape, _ => TensorCreation.Full(shape, value, float32, CPU));

    /// <summary>Draws in a way of your own.</summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="draw">
    /// Draws the values with the generator it is given: float32, on the CPU, of that shape. Not called where a file gives the values.
    /// </param>
    /// <returns>A tensor of that shape, <c>[shape]</c>.</returns>
    /// <exception cref="ArgumentException">A length is below 0.</exception>
    /// <exception cref="OverflowException">No tensor can be that large.</exception>
    public Tensor Create(long[] shape, Func<Generator, Tensor> draw)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(draw);
        if (shape.Any(length => length < 0))
            throw new ArgumentException($"A tensor has lengths of at least 0, and not [{string.Join(", ", shape)}].", nameof(shape));
        if (_numbersLeft is not { } left)
        {
            using DisposeScope scope = NewDisposeScope();
            return draw(_generator).to(_device, copy: true).MoveToOuterDisposeScope();
        }
        long count = shape.Aggregate((long)sizeof(float), (size, length) => checked(size * length)) / sizeof(float);
        if (count > left)
            return TensorCreation.Empty(shape, float32, new Device(DeviceType.META));
        _numbersLeft = left - count;
        return TensorCreation.Empty(shape, float32, _device);
    }
}
