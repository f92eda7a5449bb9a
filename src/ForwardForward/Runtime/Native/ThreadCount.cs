using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

namespace ForwardForward.Runtime;

/// <summary>How many threads libtorch computes with: no more than the processors that this process may use.</summary>
/// <remarks>
/// libtorch counts the processors that the affinity leaves, and knows nothing of a container's limit. Where there are more threads than the
/// limit has room for, the system halts the process again and again, and a step takes many times as long.
/// </remarks>
internal static class ThreadCount
{
    /// <summary>What a user sets to say how many; where one is set, it stands.</summary>
    private static readonly string[] Variables = ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT", "MKL_DOMAIN_NUM_THREADS"];

    /// <summary>Lowers libtorch's own count where it is too high. To be called right after this library has loaded libtorch.</summary>
    public static void Limit()
    {
        // Not through 'torch': a program that does not compute needs nothing of TorchSharp's own preparations.
        if (!NativeLibrary.TryLoad(TorchNativeFiles.Wrapper, typeof(torch).Assembly, searchPath: null, out nint wrapper))
            return;
        int own = Find<Get>(wrapper, "THSTorch_get_num_threads")();
        int wanted = Choose(own, Environment.ProcessorCount, Environment.GetEnvironmentVariable);
        if (wanted != own)
            Find<Set>(wrapper, "THSTorch_set_num_threads")(wanted);
    }

    /// <summary>How many to compute with.</summary>
    /// <param name="own">What libtorch has chosen.</param>
    /// <param name="processors">How many processors this process may use.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    public static int Choose(int own, int processors, Func<string, string?> environment) =>
        FindSetting(environment) is null ? Math.Min(own, processors) : own;

    /// <summary>Why there are so many, to be read after "2 threads, ".</summary>
    /// <param name="threads">How many there are.</param>
    /// <param name="processors">How many processors this process may use.</param>
    /// <param name="environment">The value of an environment variable, null where it is not set.</param>
    public static string Explain(int threads, int processors, Func<string, string?> environment)
    {
        string count = threads.ToString(CultureInfo.InvariantCulture);
        if (FindSetting(environment) is { } variable && string.Equals(environment(variable), count, StringComparison.Ordinal))
            return $"as {variable} says";
        string compared = Math.Sign(threads - processors) switch
        {
            < 0 => $"fewer than the {processors}",
            0 => "as many as the",
            _ => $"more than the {processors}",
        };
        return $"{compared} processors that this process may use";
    }

    private static string? FindSetting(Func<string, string?> environment) =>
        Array.Find(Variables, variable => !string.IsNullOrEmpty(environment(variable)));

    private static T Find<T>(nint library, string name)
        where T : Delegate =>
        Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(library, name));

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Get();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void Set(int threads);
}
