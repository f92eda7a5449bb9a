using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace ForwardForward.Runtime;

/// <summary>Asks the dynamic linker of Linux (glibc) what the loaded libraries offer.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxDynamicLinker
{
    /// <summary>Whether a library offers a symbol with a version.</summary>
    /// <param name="library">The name of the library, for example <c>libstdc++.so.6</c>.</param>
    /// <param name="symbol">The mangled name of the symbol.</param>
    /// <param name="version">The version, for example <c>GLIBCXX_3.4.32</c>.</param>
    /// <returns><see langword="true"/> when it offers the symbol; <see langword="null"/> when that cannot be found out.</returns>
    public static bool? Offers(string library, string symbol, string version)
    {
        if (!NativeLibrary.TryLoad(library, out nint handle))
            return null;
        try
        {
            return LookUp(handle, Encoding.ASCII.GetBytes(symbol + '\0'), Encoding.ASCII.GetBytes(version + '\0')) != 0;
        }
        catch (Exception failure) when (failure is DllNotFoundException or EntryPointNotFoundException)
        {
            return null; // musl, or a glibc older than 2.34: neither can run libtorch.
        }
        finally
        {
            NativeLibrary.Free(handle);
        }
    }

    [DllImport("libc.so.6", EntryPoint = "dlvsym", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint LookUp(nint handle, byte[] symbol, byte[] version);
}
