using System.Collections.Concurrent;
using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>The products of a layer that learns, by the faster of the two libraries that libtorch has for them.</summary>
/// <remarks>
/// For float32 libtorch takes MKL, which on AMD's processors runs kernels of half their vector width; oneDNN generates AVX-512 there, but
/// copies what it is handed. Which is faster is measured at the first large product of each shape (<see cref="ProductTrial"/>). All else
/// stays with libtorch: small products, other types and devices, what records gradients.
/// </remarks>
internal static class MatrixProducts
{
    /// <summary>Below, what oneDNN is handed over in costs more than it saves.</summary>
    private const long FewestMultiplications = 16_000_000;

    private static readonly ConcurrentDictionary<ProductShape, ProductTrial> Known = new();

    /// <summary>What was measured so far in this process.</summary>
    public static IReadOnlyCollection<ProductTrial> Trials => [.. Known.Values];

    /// <summary>rows · weightᵀ, <c>[rows, units]</c>.</summary>
    /// <param name="rows"><c>[rows, inputs]</c>.</param>
    /// <param name="weight"><c>[units, inputs]</c>.</param>
    /// <param name="space">Where the product may lie.</param>
    public static Tensor Forward(Tensor rows, Tensor weight, WorkSpace space)
    {
        using Tensor transposed = weight.t();
        return ByTheFaster(
            new("forward", rows.size(0), rows.size(1), weight.size(0)), rows, space,
            () => FusedKernels.Product(rows, weight), memory => Multiply(rows, transposed, memory));
    }

    /// <summary>delta · weight, <c>[rows, inputs]</c>: from the units back to what they were given.</summary>
    /// <param name="delta"><c>[rows, units]</c>.</param>
    /// <param name="weight"><c>[units, inputs]</c>.</param>
    public static Tensor ToInput(Tensor delta, Tensor weight)
    {
        if (!MayTakeOneDnn(new("forward", delta.size(0), delta.size(1), weight.size(1)), delta))
            return delta.mm(weight);
        using Tensor view = weight.t(), transposed = view.contiguous();
        return Forward(delta, transposed, WorkSpace.None);
    }

    /// <summary>deltaᵀ · rows, <c>[units, inputs]</c>: the gradient of a weight.</summary>
    /// <param name="delta"><c>[rows, units]</c>.</param>
    /// <param name="rows"><c>[rows, inputs]</c>.</param>
    /// <param name="space">Where the product may lie.</param>
    public static Tensor ToWeight(Tensor delta, Tensor rows, WorkSpace space)
    {
        using Tensor transposed = delta.t();
        return ByTheFaster(
            new("gradient", delta.size(1), delta.size(0), rows.size(1)), rows, space,
            () => FusedKernels.TransposedProduct(delta, rows), memory => Multiply(transposed, rows, memory));
    }

    private static Tensor ByTheFaster(
        ProductShape shape, Tensor sample, WorkSpace space, Func<Tensor> byOneDnn, Func<WorkSpace, Tensor> byLibtorch)
    {
        if (!MayTakeOneDnn(shape, sample))
            return byLibtorch(space);
        if (!Known.TryGetValue(shape, out ProductTrial? known))
        {
            if (ProductTrial.Run(shape, byOneDnn, () => byLibtorch(WorkSpace.None)) is not { } trial)
                return byLibtorch(space); // Nothing can be told from zeros. The next product of the shape is tried.
            known = Known.GetOrAdd(shape, trial);
        }
        return known.TakesOneDnn ? byOneDnn() : byLibtorch(space);
    }

    private static Tensor Multiply(Tensor left, Tensor right, WorkSpace space) =>
        left.dtype != ScalarType.Float32 || left.device_type != DeviceType.CPU || is_grad_enabled()
            ? left.mm(right)
            : space.Borrow(left.size(0), right.size(1)).addmm_(left, right, beta: 0, alpha: 1);

    private static bool MayTakeOneDnn(ProductShape shape, Tensor sample) =>
        Avx2.IsSupported && shape.Multiplications >= FewestMultiplications && sample.dtype == ScalarType.Float32
            && sample.device_type == DeviceType.CPU && !is_grad_enabled();
}
