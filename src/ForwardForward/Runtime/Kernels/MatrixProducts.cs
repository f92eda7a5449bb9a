using System.Collections.Concurrent;
using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>The products of a layer that learns, by the faster of the two libraries that libtorch has for them.</summary>
/// <remarks>
/// For float32 libtorch takes MKL, which on AMD's processors runs kernels of half their vector width; oneDNN generates AVX-512 there.
/// So large products go to oneDNN on AMD with AVX-512, everything else stays with libtorch's choice. On some processors (seen on AMD's
/// Zen 5) oneDNN's AVX-512 kernels give wrong numbers for some shapes, so the first product of every shape is made by both libraries,
/// and a shape on which they differ stays with libtorch.
/// </remarks>
internal static class MatrixProducts
{
    /// <summary>Set to <c>libtorch</c>, this environment variable leaves every product to libtorch, to compare.</summary>
    private const string Variable = "FORWARDFORWARD_PRODUCTS";

    /// <summary>Below, what oneDNN is handed over in costs more than it saves.</summary>
    private const long FewestMultiplications = 16_000_000;

    /// <summary>How far two right results may lie apart, as a fraction of their size: rounding is a thousandth of that.</summary>
    private const double LargestDifference = 1e-4;

    /// <summary>Whether large products go to oneDNN on this machine.</summary>
    public static bool PrefersOneDnn { get; } = Avx512F.IsSupported && IsAmd()
        && Environment.GetEnvironmentVariable(Variable) is not "libtorch";

    private static readonly ConcurrentDictionary<(string Product, long Rows, long Inner, long Columns), bool> Agreements = new();

    /// <summary>rows · weightᵀ + bias.</summary>
    public static Tensor Linear(Tensor rows, Tensor weight, Tensor bias)
    {
        if (!TakesOneDnn(rows, weight.shape[0]))
            return nn.functional.linear(rows, weight, bias);
        (string, long, long, long) shape = (nameof(Linear), rows.shape[0], rows.shape[1], weight.shape[0]);
        if (!Agreements.TryGetValue(shape, out bool agree))
            return Compare(shape, FusedKernels.Linear(rows, weight, bias), nn.functional.linear(rows, weight, bias));
        return agree ? FusedKernels.Linear(rows, weight, bias) : nn.functional.linear(rows, weight, bias);
    }

    /// <summary>rows · weight.</summary>
    public static Tensor Product(Tensor rows, Tensor weight)
    {
        if (!TakesOneDnn(rows, weight.shape[1]))
            return rows.mm(weight);
        using Tensor view = weight.t(), transposed = view.contiguous(), bias = TensorCreation.Zeros([weight.shape[1]], float32, CPU);
        return Linear(rows, transposed, bias);
    }

    /// <summary>leftᵀ · right.</summary>
    public static Tensor TransposedProduct(Tensor left, Tensor right)
    {
        using Tensor transposed = left.t();
        if (!TakesOneDnn(right, left.shape[1]))
            return transposed.mm(right);
        (string, long, long, long) shape = (nameof(TransposedProduct), right.shape[0], right.shape[1], left.shape[1]);
        if (!Agreements.TryGetValue(shape, out bool agree))
            return Compare(shape, FusedKernels.TransposedProduct(left, right), transposed.mm(right));
        return agree ? FusedKernels.TransposedProduct(left, right) : transposed.mm(right);
    }

    /// <summary>
    /// Remembers whether oneDNN is right for a shape, and gives the product that later calls of the shape give too:
    /// the same seed gives the same bits, the first time as well.
    /// </summary>
    private static Tensor Compare((string, long, long, long) shape, Tensor byOneDnn, Tensor byLibtorch)
    {
        using Tensor difference = byOneDnn - byLibtorch, distance = difference.norm(), size = byLibtorch.norm();
        bool agree = distance.item<float>() <= LargestDifference * size.item<float>();
        if (!agree || size.item<float>() > 0)
            Agreements[shape] = agree;
        (agree ? byLibtorch : byOneDnn).Dispose();
        return agree ? byOneDnn : byLibtorch;
    }

    private static bool TakesOneDnn(Tensor rows, long units) =>
        PrefersOneDnn && rows.numel() * units >= FewestMultiplications && rows.dtype == float32
            && rows.device.type == TorchSharp.DeviceType.CPU && !is_grad_enabled();

    /// <summary>Whether the processor calls itself AuthenticAMD.</summary>
    private static bool IsAmd() => X86Base.IsSupported && X86Base.CpuId(0, 0) is (_, 0x68747541, 0x444D4163, 0x69746E65);
}
