using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Runtime.Loader;
using TorchSharp;

namespace ForwardForward.Runtime;

/// <summary>
/// The native part of TorchSharp (libtorch) in this process: makes it ready, and describes it.
/// </summary>
/// <remarks>
/// <para>
/// The library loads libtorch when its first type is used. C# projects that reference the package load it when they start; set the MSBuild
/// property <c>ForwardForwardBootstrap</c> to <c>false</c> to opt out. Neither ever throws: a program that does not compute runs without
/// libtorch. Code that needs libtorch calls <see cref="EnsureLoaded"/>, which throws one <see cref="TorchRuntimeException"/> with the
/// cause and the remedy. Programs in F# and Visual Basic call it before anything of TorchSharp.
/// </para>
/// <para>
/// On 64-bit Linux with a libstdc++ older than that of GCC 13 (Debian 12, Ubuntu 22.04), it loads a private copy of TorchSharp's native
/// library from memory, where nobody can change it. If the system has no files in memory, it uses a temporary folder of this process.
/// Nothing stays on the disk. Everywhere else it loads the original. All members are thread-safe.
/// </para>
/// <para>
/// If this library is the first to load libtorch on Linux, it changes how threads work. It limits their number to the processors that the
/// process may use (<see cref="Environment.ProcessorCount"/>, which unlike libtorch knows a container's limit). It also lets waiting
/// threads sleep sooner than OpenMP does by default. Otherwise other processes on the same cores can make a step many times slower.
/// Settings in the environment have precedence: <c>OMP_NUM_THREADS</c>, <c>MKL_NUM_THREADS</c>, <c>OMP_WAIT_POLICY</c> and
/// <c>GOMP_SPINCOUNT</c>. A call of <c>torch.set_num_threads</c> overrides everything. The library also keeps libtorch from asking NNPACK
/// for convolutions. NNPACK computes none there, and on many machines it writes a complaint each time.
/// </para>
/// </remarks>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();

    // Whether the compatibility copy is in use; null before the load. A native library is loaded once in a process and never
    // unloaded, so this fact is the process's and cannot belong to an instance.
    private static bool? CopyInUse;

    // Whether this library has said how threads wait; null before it was asked. libtorch reads it once in a process, as above.
    private static bool? WaitingChosen;

    /// <summary>Loads libtorch, unless it is loaded. Free to call as often as wanted.</summary>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public static void EnsureLoaded()
    {
        lock (Gate)
            CopyInUse ??= Load();
    }

    /// <summary>Loads libtorch, unless it is loaded, and describes what computes in this process at this moment.</summary>
    /// <returns>Versions, threads and devices.</returns>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public static TorchRuntimeDescription Describe()
    {
        EnsureLoaded();
        return new TorchRuntimeDescription
        {
            LibtorchVersion = torch.__version__,
            TorchSharpVersion = VersionOf(typeof(torch).Assembly),
            Threads = torch.get_num_threads(),
            Processors = Environment.ProcessorCount,
            ThreadsBecause = ThreadCount.Explain(
                torch.get_num_threads(), Environment.ProcessorCount, Environment.GetEnvironmentVariable),
            Waiting = ThreadWaiting.Explain(WaitingChosen == true, Environment.GetEnvironmentVariable),
            InteropThreads = torch.get_num_interop_threads(),
            CpuCapability = CpuCapability(),
            CudaDevices = torch.cuda.is_available() ? torch.cuda.device_count() : 0,
            OperatingSystem = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
            Products = [.. MatrixProducts.Trials.Select(trial => trial.ToString()).Order(StringComparer.Ordinal)],
            UsesCompatibilityCopy = CopyInUse == true,
            MayConvolveWrongly = ConvolutionFault.IsPossible(),
        };
    }

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The 'ModuleInitializer' attribute should not be used in libraries",
        Justification = "libtorch must be ready before the first TorchSharp call, which may stand in the user's own code.")]
    internal static void LoadQuietly()
    {
        try
        {
            EnsureLoaded();
        }
        catch (TorchRuntimeException failure)
        {
            // Thrown by EnsureLoaded when libtorch is needed; here it would end programs that never compute. A program that calls
            // TorchSharp without EnsureLoaded gets TorchSharp's own error, whose trace then carries this message.
            AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(torch).Assembly) ?? AssemblyLoadContext.Default;
            context.ResolvingUnmanagedDll += (_, library) =>
                string.Equals(library, TorchNativeFiles.Wrapper, StringComparison.Ordinal)
                    ? throw new TorchRuntimeException(failure.Message, failure.InnerException)
                    : 0;
        }
    }

    private static bool Load()
    {
        if (TorchRuntimeLoader.MayBeLoaded()) // Whoever has loaded libtorch may have said how it computes.
            return TorchRuntimeLoader.Load();
        WaitingChosen ??= ThreadWaiting.Choose();
        bool isCopy = TorchRuntimeLoader.Load();
        ThreadCount.Limit();
        Nnpack.Avoid();
        return isCopy;
    }

    private static string VersionOf(Assembly assembly)
    {
        string? version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+')[0] ?? assembly.GetName().Version?.ToString() ?? "unknown";
    }

    private static string CpuCapability()
    {
        string? forced = Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY"); // Read by libtorch.
        if (forced is "default" or "avx2" or "avx512")
            return forced.ToUpperInvariant();
        if (Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Fma.IsSupported)
            return "AVX512";
        if (Avx2.IsSupported && Fma.IsSupported)
            return "AVX2";
        return AdvSimd.IsSupported ? "NEON" : "DEFAULT";
    }
}
