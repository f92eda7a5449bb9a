using System.Globalization;

namespace ForwardForward.Runtime;

/// <summary>What computes in this process: versions, threads and devices. Immutable; made for the record of a run.</summary>
public sealed class TorchRuntimeDescription
{
    private const string ConvolutionWarning =
        "On this processor, AMD's Zen 5, libtorch's convolutions give wrong numbers for some shapes: set ONEDNN_MAX_CPU_ISA=AVX2 in the "
        + "environment before the program starts.";

    internal TorchRuntimeDescription()
    {
    }

    /// <summary>The version of the libtorch package that TorchSharp is built for, for example <c>2.10.0.0</c>.</summary>
    public string LibtorchVersion { get; internal init; } = string.Empty;

    /// <summary>The version of TorchSharp, for example <c>0.107.0</c>.</summary>
    public string TorchSharpVersion { get; internal init; } = string.Empty;

    /// <summary>How many threads one operation may use; 1 or more.</summary>
    public int Threads { get; internal init; }

    /// <summary>
    /// How many processors this process may use, as affinity, a container's limit and <c>DOTNET_PROCESSOR_COUNT</c> leave them; 1 or more.
    /// </summary>
    public int Processors { get; internal init; }

    /// <summary>Why there are so many threads, for example <c>as many as the processors that this process may use</c>.</summary>
    public string ThreadsBecause { get; internal init; } = string.Empty;

    /// <summary>
    /// How the threads of an operation wait for each other, for example <c>as OMP_WAIT_POLICY=PASSIVE says</c>. Waiting by spinning slows
    /// every step where other processes want the same cores.
    /// </summary>
    public string Waiting { get; internal init; } = string.Empty;

    /// <summary>
    /// Which library makes the large matrix products of dense layers, and why: one entry for each shape that was measured so far in this
    /// process, for example <c>forward 128×784×500 by oneDNN (oneDNN 0.47 ms, libtorch 0.67 ms)</c>.
    /// </summary>
    public IReadOnlyList<string> Products { get; internal init; } = [];

    /// <summary>How many operations may run side by side; 1 or more.</summary>
    public int InteropThreads { get; internal init; }

    /// <summary>
    /// The widest instruction set for which libtorch has kernels and which this processor offers: <c>AVX512</c>, <c>AVX2</c>, <c>NEON</c>
    /// or <c>DEFAULT</c>. TorchSharp does not expose libtorch's own choice, so it is worked out in the same way.
    /// </summary>
    public string CpuCapability { get; internal init; } = string.Empty;

    /// <summary>The number of CUDA devices that can be used; 0 without CUDA.</summary>
    public int CudaDevices { get; internal init; }

    /// <summary>Whether CUDA can be used.</summary>
    public bool CudaAvailable => CudaDevices > 0;

    /// <summary>The operating system and the process architecture, for example <c>Debian GNU/Linux 12 (bookworm), X64</c>.</summary>
    public string OperatingSystem { get; internal init; } = string.Empty;

    /// <summary>
    /// Whether a private copy of TorchSharp's native library is in use, because the system's libstdc++ is older than GCC 13.
    /// </summary>
    public bool UsesCompatibilityCopy { get; internal init; }

    /// <summary>
    /// Whether convolutions may give wrong numbers for some shapes: on AMD's Zen 5, where <c>ONEDNN_MAX_CPU_ISA</c> does not keep
    /// libtorch's oneDNN from AVX-512. No error is thrown; a network learns worse than it should.
    /// </summary>
    public bool MayConvolveWrongly { get; internal init; }

    /// <summary>One line for logs and run records.</summary>
    /// <returns>All properties in one readable line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"libtorch {LibtorchVersion}, TorchSharp {TorchSharpVersion}, {CpuCapability}, {ThreadsInWords()}, "
        + $"{(CudaAvailable ? $"{CudaDevices} CUDA device(s)" : "no CUDA")}, {OperatingSystem}"
        + $"{(UsesCompatibilityCopy ? ", libstdc++ compatibility copy" : string.Empty)}"
        + $"{(Products.Count > 0 ? $", products: {string.Join("; ", Products)}" : string.Empty)}"
        + $"{(MayConvolveWrongly ? $". {ConvolutionWarning}" : string.Empty)}");

    private string ThreadsInWords() =>
        $"{Threads} {(Threads == 1 ? "thread" : "threads")} ({ThreadsBecause}{(Threads == 1 ? string.Empty : $"; they wait {Waiting}")}; "
            + $"{InteropThreads} interop)";
}
