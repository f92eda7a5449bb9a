using System.Diagnostics.CodeAnalysis;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>
/// What a part of a network must give, a strategy or a layer, the library's or a user's own. Each names the part, what it gave,
/// and what its contract is; only shapes, types and devices are looked at, so that every batch may be.
/// </summary>
internal static class Contract
{
    /// <summary>One number for all, a scalar <c>[]</c>; gives the result back.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static Tensor Scalar(Tensor? result, Tensor given, object part, string member) =>
        IsBeside(result, given) && result.ndim == 0
            ? result
            : throw Broken(result, given, part, member, "one floating-point number, a scalar []");

    /// <summary>One number a row of what was given, <c>[rows]</c>; gives the result back.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static Tensor OneNumberARow(Tensor? result, Tensor given, object part, string member) =>
        IsBeside(result, given) && result.ndim == 1 && result.size(0) == given.size(0)
            ? result
            : throw Broken(result, given, part, member, $"one floating-point number a row, [{given.size(0)}]");

    /// <summary>A row for each row of what was given, <c>[rows, …]</c>; gives the result back.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static Tensor ARowForEach(Tensor? result, Tensor given, object part, string member) =>
        IsBeside(result, given) && result.ndim > 0 && result.size(0) == given.size(0) && result.numel() > 0
            ? result
            : throw Broken(result, given, part, member, $"a row for each, [{given.size(0)}, …]");

    /// <summary>Numbers of the shape and type of what was given; gives the result back.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static Tensor OfSameForm(Tensor? result, Tensor given, object part, string member) =>
        IsBeside(result, given) && result.dtype == given.dtype && HaveSameShape(result, given)
            ? result
            : throw Broken(result, given, part, member, $"the same shape and type, {Expect.Describe(given)}");

    /// <summary>A row of so many numbers, of the type of what was given, for each of its rows; gives the result back.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    public static Tensor RowsOf(long width, Tensor? result, Tensor given, object part, string member) =>
        IsBeside(result, given) && result.dtype == given.dtype && result.ndim == 2 && result.size(0) == given.size(0)
            && result.size(1) == width
            ? result
            : throw Broken(result, given, part, member, $"rows of that type, [{given.size(0)}, {width}]");

    /// <summary>Says who broke which contract, and how.</summary>
    public static InvalidOperationException Broken(Tensor? result, Tensor given, object part, string member, string contract) => new(
        $"{part.GetType().Name}.{member} gave {(result is null ? "null" : Describe(result, given))} for {Expect.Describe(given)}. It must "
            + $"give {contract}{(given.device_type == DeviceType.CPU ? string.Empty : $" on {given.device}")}.");

    public static bool HaveSameShape(Tensor one, Tensor other)
    {
        if (one.ndim != other.ndim)
            return false;
        for (int dimension = 0; dimension < one.ndim; dimension++)
            if (one.size(dimension) != other.size(dimension))
                return false;
        return true;
    }

    /// <summary>Whether they lie on the same device.</summary>
    public static bool ShareDevice(Tensor one, Tensor other) =>
        one.device_type == other.device_type && one.device_index == other.device_index;

    private static bool IsBeside([NotNullWhen(true)] Tensor? result, Tensor given) =>
        result is not null && !result.is_sparse && result.is_floating_point() && ShareDevice(result, given);

    private static string Describe(Tensor result, Tensor given) =>
        $"{(result.is_sparse ? "sparse " : string.Empty)}{Expect.Describe(result)}"
            + (ShareDevice(result, given) ? string.Empty : $" on {result.device}");
}
