using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ForwardForward.Runtime;

/// <summary>A file in memory, on no disk, that nobody can change once it is made: <c>memfd_create</c> of Linux, with seals.</summary>
[SupportedOSPlatform("linux")]
internal static class SealedMemory
{
    private const uint ClosedForOtherPrograms = 1;
    private const uint MayBeSealed = 2;
    private const int AddSeals = 1033;
    private const int EverySeal = 1 | 2 | 4 | 8; // No more seals, no shrinking, no growing, no writing.

    /// <summary>Makes one.</summary>
    /// <param name="name">What tools call it.</param>
    /// <param name="content">What it holds.</param>
    /// <returns>The open file; dispose it after use.</returns>
    /// <exception cref="IOException">The system has no such files, or no memory for this one.</exception>
    public static SafeFileHandle Create(string name, ReadOnlySpan<byte> content)
    {
        SafeFileHandle file = new(Open(name), ownsHandle: true);
        try
        {
            if (file.IsInvalid)
                throw new IOException($"No file in memory can be made: {Marshal.GetLastPInvokeErrorMessage()}.");
            RandomAccess.Write(file, content, fileOffset: 0);
            if (CLibrary.Find<Control>("fcntl")(file.DangerousGetHandle(), AddSeals, EverySeal) != 0)
                throw new IOException($"A file in memory cannot be sealed: {Marshal.GetLastPInvokeErrorMessage()}.");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The path that opens the file itself, whoever owns which folder, while it is open in this process.</summary>
    public static string PathOf(SafeFileHandle file) => $"/proc/self/fd/{file.DangerousGetHandle()}";

    private static nint Open(string name)
    {
        try
        {
            return CLibrary.Find<Make>("memfd_create")(name, ClosedForOtherPrograms | MayBeSealed);
        }
        catch (Exception cause) when (cause is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new IOException("No file in memory can be made: the C library has no memfd_create.", cause);
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int Make([MarshalAs(UnmanagedType.LPUTF8Str)] string name, uint flags);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl, SetLastError = true)]
    private delegate int Control(nint file, int command, int argument);
}
