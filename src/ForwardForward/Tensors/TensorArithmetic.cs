using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Arithmetic of tensors and numbers: TorchSharp's operations of the same names, in lower case.</summary>
/// <remarks>
/// TorchSharp turns a number into a native <see cref="Scalar"/> that a garbage collection may free while libtorch still reads it: then
/// the result is wrong, or an exception. It does so within <c>+</c>, <c>add</c> and <c>square</c> of two tensors too. Here every scalar
/// lives until libtorch has returned. BannedSymbols.txt keeps the others out of this library.
/// </remarks>
internal static class TensorArithmetic
{
    private static readonly Scalar One = 1.ToScalar();

    public static Tensor Add(this Tensor left, Tensor right) => left.add(right, One);

    public static Tensor Add<T>(this Tensor tensor, T number)
        where T : struct, INumber<T>
    {
        using Scalar scalar = ScalarOf(number);
        return tensor.add(scalar, One);
    }

    public static Tensor AddInPlace(this Tensor left, Tensor right) => left.add_(right, One);

    public static Tensor AddInPlace<T>(this Tensor tensor, T number)
        where T : struct, INumber<T>
    {
        using Scalar scalar = ScalarOf(number);
        return tensor.add_(scalar, One);
    }

    public static Tensor Subtract<T>(this Tensor tensor, T number)
        where T : struct, INumber<T>
    {
        using Scalar scalar = ScalarOf(number);
        return tensor.sub(scalar);
    }

    /// <summary>The number less the tensor.</summary>
    public static Tensor SubtractFrom<T>(this Tensor tensor, T number)
        where T : struct, INumber<T> => tensor.negative().Add(number);

    public static Tensor Multiply<T>(this Tensor tensor, T number)
        where T : struct, INumber<T>
    {
        using Scalar scalar = ScalarOf(number);
        return tensor.mul(scalar);
    }

    public static Tensor MultiplyInPlace<T>(this Tensor tensor, T number)
        where T : struct, INumber<T>
    {
        using Scalar scalar = ScalarOf(number);
        return tensor.mul_(scalar);
    }

    public static Tensor Divide<T>(this Tensor tensor, T number)
        where T : struct, INumber<T>
    {
        using Scalar scalar = ScalarOf(number);
        return tensor.div(scalar);
    }

    public static Tensor DivideInPlace<T>(this Tensor tensor, T number)
        where T : struct, INumber<T>
    {
        using Scalar scalar = ScalarOf(number);
        return tensor.div_(scalar);
    }

    public static Tensor Remainder(this Tensor tensor, long divisor)
    {
        using Scalar scalar = divisor.ToScalar();
        return tensor.remainder(scalar);
    }

    public static Tensor RemainderInPlace(this Tensor tensor, long divisor)
    {
        using Scalar scalar = divisor.ToScalar();
        return tensor.remainder_(scalar);
    }

    public static Tensor Square(this Tensor tensor) => tensor.mul(tensor);

    /// <summary>log(1 + eˣ), also where eˣ is too large.</summary>
    public static Tensor Softplus(this Tensor tensor) => nn.functional.logsigmoid(tensor.negative()).negative();

    public static Tensor AtLeast<T>(this Tensor tensor, T least)
        where T : struct, INumber<T>
    {
        using Scalar scalar = ScalarOf(least);
        return tensor.clamp_min(scalar);
    }

    public static Tensor AtMost<T>(this Tensor tensor, T most)
        where T : struct, INumber<T>
    {
        using Scalar scalar = ScalarOf(most);
        return tensor.clamp_max(scalar);
    }

    public static Tensor LessThan(this Tensor tensor, double number)
    {
        using Scalar scalar = number.ToScalar();
        return tensor.lt(scalar);
    }

    public static Tensor LessThanOrEqual(this Tensor tensor, double number)
    {
        using Scalar scalar = number.ToScalar();
        return tensor.le(scalar);
    }

    public static Tensor GreaterThan(this Tensor tensor, double number)
    {
        using Scalar scalar = number.ToScalar();
        return tensor.gt(scalar);
    }

    public static Tensor FillInPlace(this Tensor tensor, double number)
    {
        using Scalar scalar = number.ToScalar();
        return tensor.fill_(scalar);
    }

    public static Tensor MaskedFill(this Tensor tensor, Tensor mask, double number)
    {
        using Scalar scalar = number.ToScalar();
        return tensor.masked_fill(mask, scalar);
    }

    /// <summary>The number as libtorch takes it; dispose it when libtorch has returned.</summary>
    public static Scalar ScalarOf<T>(T number)
        where T : struct, INumber<T> =>
        number switch
        {
            int whole => whole.ToScalar(),
            long whole => whole.ToScalar(),
            float real => real.ToScalar(),
            double real => real.ToScalar(),
            _ => throw new ArgumentException($"A tensor is not calculated with {typeof(T).Name}.", nameof(number)),
        };
}
