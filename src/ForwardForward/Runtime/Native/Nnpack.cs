using System.Runtime.InteropServices;
using TorchSharp;

namespace ForwardForward.Runtime;

/// <summary>NNPACK, a library for convolutions inside libtorch.</summary>
/// <remarks>
/// Where it does not know a processor's caches, as in many virtual machines, libtorch writes a line to the standard error for every
/// convolution that asks whether NNPACK could compute it: small images, one at a time. On 64-bit x86 it has nothing left to compute. It
/// takes batches of 16 and more, and oneDNN takes those first.
/// </remarks>
internal static class Nnpack
{
    private const string Context = "_ZN2at13globalContextEv";
    private const string Enable = "_ZN2at7Context20setUserEnabledNNPACKEb";
    private const string Enabled = "_ZNK2at7Context17userEnabledNNPACKEv";

    /// <summary>Whether libtorch asks NNPACK; null where nothing tells, as on systems other than 64-bit Linux on x86.</summary>
    public static bool? IsAsked => Find<Get>(Enabled) is { } isEnabled && Find<Locate>(Context) is { } context
        ? isEnabled(context()) != 0
        : null;

    /// <summary>Has libtorch not ask NNPACK. To be called when libtorch is loaded.</summary>
    public static void Avoid()
    {
        if (Find<Set>(Enable) is { } enable && Find<Locate>(Context) is { } context)
            enable(context(), 0);
    }

    private static T? Find<T>(string name)
        where T : Delegate =>
        OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64
            && NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, searchPath: null, out nint library)
            && NativeLibrary.TryGetExport(library, name, out nint function)
                ? Marshal.GetDelegateForFunctionPointer<T>(function)
                : null;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Locate();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate byte Get(nint context);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Set(nint context, byte isEnabled);
}
