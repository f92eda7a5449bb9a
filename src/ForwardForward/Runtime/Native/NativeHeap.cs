namespace ForwardForward.Runtime;

/// <summary>The memory of tensors on the CPU, where glibc hands it out.</summary>
/// <remarks>
/// A step frees its tensors and the next one asks for as much again. By default glibc gives what is freed back to Linux, which fills every
/// page anew with zeros: a good part of a step's time. So up to <see cref="KeptBytes"/> of freed memory stay with the process.
/// </remarks>
internal static class NativeHeap
{
    /// <summary>Freed memory at the end of the heap that is kept: half a gibibyte.</summary>
    public const int KeptBytes = 512 * 1_024 * 1_024;

    /// <summary>A larger block is a mapping of its own, given back at once. The most that glibc takes.</summary>
    public const int LargestHeapBlock = 32 * 1_024 * 1_024;

    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;

    /// <summary>What a user sets to tune glibc's memory; where one is set, it stands.</summary>
    private static readonly string[] Variables = ["MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES"];

    /// <summary>Keeps freed memory from now on.</summary>
    /// <returns>Whether it does: false elsewhere than on glibc, and where the environment says how memory is to be handled.</returns>
    public static bool KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux() || Variables.Any(variable => Environment.GetEnvironmentVariable(variable) is not null))
            return false;
        try
        {
            Set set = CLibrary.Find<Set>("mallopt");
            return set(MapThreshold, LargestHeapBlock) != 0 && set(TrimThreshold, KeptBytes) != 0;
        }
        catch (Exception failure) when (failure is DllNotFoundException or EntryPointNotFoundException)
        {
            return false; // musl, which has no such setting.
        }
    }

    private delegate int Set(int parameter, int value);
}
