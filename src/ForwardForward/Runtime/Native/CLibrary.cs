using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ForwardForward.Runtime;

/// <summary>
/// Functions of glibc, found without the host's assembly load context, which may throw for libraries that it does not know.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class CLibrary
{
    /// <summary>Finds a function.</summary>
    /// <typeparam name="T">Its parameters and its result.</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="DllNotFoundException">The C library is another one, such as musl.</exception>
    /// <exception cref="EntryPointNotFoundException">The C library is older than the function.</exception>
    public static T Find<T>(string name)
        where T : Delegate =>
        Marshal.GetDelegateForFunctionPointer<T>(NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), name));
}
