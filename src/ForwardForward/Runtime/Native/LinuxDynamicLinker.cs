using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace ForwardForward.Runtime;

/// <summary>Asks the dynamic linker of Linux (glibc) what the loaded libraries offer, and tells it what they are called.</summary>
[SupportedOSPlatform("linux")]
internal static class LinuxDynamicLinker
{
    private const int LinkMap = 2;

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
            return CLibrary.Find<LookUp>("dlvsym")(handle, Encoding.ASCII.GetBytes(symbol + '\0'), Encoding.ASCII.GetBytes(version + '\0'))
                != 0;
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

    /// <summary>
    /// Makes a loaded library the one that a path means: whoever loads that path from now on gets it, and no second one is mapped.
    /// </summary>
    /// <param name="library">The handle that loading gave.</param>
    /// <param name="path">The path, as others will write it.</param>
    public static void Rename(nint library, string path)
    {
        if (CLibrary.Find<FindMap>("dlinfo")(library, LinkMap, out nint map) == 0)
            Marshal.WriteIntPtr(map, nint.Size, Marshal.StringToCoTaskMemUTF8(path)); // l_name, the second field of link_map.
    }

    private delegate int FindMap(nint library, int request, out nint map);

    private delegate nint LookUp(nint handle, byte[] symbol, byte[] version);
}
