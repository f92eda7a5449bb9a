using System.Globalization;

namespace ForwardForward.Runtime;

/// <summary>What computes in this process: versions, threads and devices. Immutable; made for the record of a run.</summary>
public sealed class TorchRuntimeDescription
{
    internal TorchRuntimeDescription()
    {
    }

    /// <summary>The version of the libtorch package that TorchSharp is built for, for example <c>2.10.0.0</c>.</summary>
    public string LibtorchVersion { get; internal init; } = string.Empty;

    /// <summary>The version of TorchSharp, for example <c>0.107.0</c>.</summary>
    public string TorchSharpVersion { get; internal init; } = string.Empty;

    /// <summary>How many threads one operation may use; 1 or more.</summary>
    public int Threads { get; internal init; }

    /// <summary>How many operations may run side by side; 1 or more.</summary>
    public int InteropThreads { get; internal init; }

    /// <summary>
    /// The widest instruction set for which libtorch has kernels and which this processor offers: <c>AVX512</c>, <c>AVX2</c>,
    /// <c>NEON</c> or <c>DEFAULT</c>. TorchSharp does not tell libtorch's own choice, so it is worked out as libtorch does.
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

    /// <summary>One line for logs and run records.</summary>
    /// <returns>All properties in one readable line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"libtorch {LibtorchVersion}, TorchSharp {TorchSharpVersion}, {CpuCapability}, {Threads} threads ({InteropThreads} interop), "
        + $"{(CudaAvailable ? $"{CudaDevices} CUDA device(s)" : "no CUDA")}, {OperatingSystem}"
        + $"{(UsesCompatibilityCopy ? ", libstdc++ compatibility copy" : string.Empty)}");
}
