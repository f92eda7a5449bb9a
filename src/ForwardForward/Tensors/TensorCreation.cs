using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>New tensors, of a type and on a device that are always said.</summary>
/// <remarks>
/// TorchSharp's functions of the same names, in lower case, take what is not said from <c>set_default_dtype</c> and
/// <c>set_default_device</c>, which are the program's to set. No other file of this library calls them. What is drawn is drawn on the CPU.
/// </remarks>
internal static class TensorCreation
{
    /// <summary>A tensor of a shape, with whatever numbers its memory holds.</summary>
    public static Tensor Empty(long[] shape, ScalarType type, Device device) => empty(shape, type, device);

    public static Tensor Zeros(long[] shape, ScalarType type, Device device) => zeros(shape, type, device);

    public static Tensor Ones(long[] shape, ScalarType type, Device device) => ones(shape, type, device);

    /// <summary>A tensor of a shape, each value the number.</summary>
    public static Tensor Full<T>(long[] shape, T number, ScalarType type, Device device)
        where T : struct, INumber<T>
    {
        using Scalar scalar = TensorArithmetic.ScalarOf(number);
        return full(shape, scalar, type, device);
    }

    /// <summary>A square matrix with ones on its diagonal and zeros elsewhere.</summary>
    public static Tensor Identity(long size, ScalarType type, Device device) => eye(size, dtype: type, device: device);

    /// <summary>The whole numbers from 0 to <paramref name="count"/> - 1, <c>[count]</c>.</summary>
    public static Tensor Arange(long count, ScalarType type, Device device)
    {
        using Scalar start = TensorArithmetic.ScalarOf(0), stop = TensorArithmetic.ScalarOf(count), step = TensorArithmetic.ScalarOf(1);
        return arange(start, stop, step, type, device);
    }

    /// <summary>A copy of the numbers on the CPU, <c>[count]</c>.</summary>
    public static Tensor CopyOf(byte[] numbers) => tensor(numbers, ScalarType.Byte, CPU);

    /// <inheritdoc cref="CopyOf(byte[])"/>
    public static Tensor CopyOf(long[] numbers) => tensor(numbers, int64, CPU);

    /// <inheritdoc cref="CopyOf(byte[])"/>
    public static Tensor CopyOf(float[] numbers) => tensor(numbers, float32, CPU);

    /// <inheritdoc cref="CopyOf(byte[])"/>
    public static Tensor CopyOf(double[] numbers) => tensor(numbers, float64, CPU);

    /// <summary>Draws evenly from 0 to 1.</summary>
    public static Tensor DrawUniform(long[] shape, ScalarType type, Generator generator) => rand(shape, type, CPU, generator: generator);

    /// <summary>Draws from the normal distribution of mean 0 and deviation 1.</summary>
    public static Tensor DrawNormal(long[] shape, ScalarType type, Generator generator) => randn(shape, type, CPU, generator: generator);

    /// <summary>Draws whole numbers from <paramref name="low"/> to <paramref name="high"/> - 1.</summary>
    public static Tensor DrawWhole(long low, long high, long[] shape, ScalarType type, Generator generator) =>
        randint(low, high, shape, type, CPU, generator: generator);

    /// <summary>Draws an order of the whole numbers from 0 to <paramref name="count"/> - 1, <c>[count]</c>, int64.</summary>
    public static Tensor DrawOrder(long count, Generator generator) => randperm(count, int64, CPU, generator: generator);
}
