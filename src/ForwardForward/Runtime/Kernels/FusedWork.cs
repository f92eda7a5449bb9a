using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>Which tensors the fused kernels take, the numbers in them, and how their rows are handed out to threads.</summary>
internal static class FusedWork
{
    /// <summary>Rows of fewer numbers together are one thread's work: handing it out would take longer.</summary>
    private const long FewestOfAThread = 1 << 19;

    /// <summary>So that a thread which begins late, as the processor was busy, leaves work to the others.</summary>
    private const int PartsOfAThread = 4;

    /// <summary>The most numbers whose bytes one span holds.</summary>
    public const long MostValues = int.MaxValue / sizeof(float);

    /// <summary>Whether this thread leaves everything to libtorch, to compare.</summary>
    [ThreadStatic]
    internal static bool LeaveToLibtorch;

    /// <summary>Whether the kernels take these: float32, contiguous, on the CPU, and not recorded.</summary>
    public static bool Takes(params ReadOnlySpan<Tensor> tensors)
    {
        if (LeaveToLibtorch)
            return false;
        foreach (Tensor tensor in tensors)
        {
            bool fits = tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU && tensor.is_contiguous()
                && tensor.NumberOfElements <= MostValues && !(tensor.requires_grad && is_grad_enabled());
            if (!fits)
                return false;
        }
        return true;
    }

    /// <summary>Whether the kernels take these bytes: contiguous, on the CPU.</summary>
    public static bool TakesBytes(Tensor tensor) =>
        !LeaveToLibtorch && tensor.dtype == ScalarType.Byte && tensor.device_type == DeviceType.CPU && tensor.is_contiguous()
        && tensor.NumberOfElements <= int.MaxValue;

    /// <summary>The numbers of a tensor that <see cref="Takes"/> lets through, as they lie in memory.</summary>
    public static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>Hands out the rows in equal parts, a few for each thread, where they are work for several.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="width">The numbers of one.</param>
    /// <param name="work">Takes the part's number, its first row and the one after its last.</param>
    public static void ForRows(long rows, long width, Action<int, int, int> work) => ForParts(rows, CountParts(rows, width), work);

    /// <summary>Hands out the rows in equal parts.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="parts">How many; by <see cref="CountParts"/>.</param>
    /// <param name="work">Takes the part's number, its first row and the one after its last.</param>
    public static void ForParts(long rows, int parts, Action<int, int, int> work)
    {
        if (parts == 1)
            work(0, 0, (int)rows);
        else
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = get_num_threads() }, part =>
                work(part, (int)(rows * part / parts), (int)(rows * (part + 1) / parts)));
        GC.KeepAlive(work); // The tensors that it reads live as long.
    }

    /// <summary>How many parts the rows are work for.</summary>
    public static int CountParts(long rows, long width) => get_num_threads() == 1
        ? 1
        : (int)Math.Clamp(Math.Min(rows, rows * width / FewestOfAThread), 1, PartsOfAThread * get_num_threads());
}
