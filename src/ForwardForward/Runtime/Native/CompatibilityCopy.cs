using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace ForwardForward.Runtime;

/// <summary>
/// A private copy of <c>libLibTorchSharp.so</c> that loads on systems whose libstdc++ is older than GCC 13 (Debian 12,
/// Ubuntu 22.04). The original needs symbol version <c>GLIBCXX_3.4.32</c> for one symbol that nothing calls; in the copy this need
/// is weak. The original is never touched.
/// </summary>
/// <remarks>
/// The copy is in memory, where nobody can exchange it between its making and its loading. A folder of this process alone serves only where
/// the system has no files in memory, or refuses to execute them.
/// </remarks>
[SupportedOSPlatform("linux")]
internal static class CompatibilityCopy
{
    private const string StandardLibrary = "libstdc++.so.6";
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";

    /// <summary>Whether this system's libstdc++ is too old for the original. <see langword="false"/> when that is not known.</summary>
    public static bool IsNeeded => LinuxDynamicLinker.Offers(StandardLibrary, Symbol, Version) == false;

    /// <summary>
    /// Loads the copy in the original's place: whoever loads the original by its path from now on, as a host's context does, gets the copy.
    /// </summary>
    /// <inheritdoc cref="TryLoad(string, Action{string})"/>
    public static bool TryLoad(string original) =>
        TryLoad(original, path => LinuxDynamicLinker.Rename(NativeLibrary.Load(path), original));

    /// <summary>Loads the copy, from memory or, where that cannot be, from a temporary folder, which is removed again.</summary>
    /// <param name="original">The path of the original library.</param>
    /// <param name="load">Loads a library by its full path; throws <see cref="DllNotFoundException"/> when the system refuses it.</param>
    /// <returns>Whether the copy was loaded; <see langword="false"/> when the original has not the form that is known.</returns>
    /// <exception cref="DllNotFoundException">The system refuses the copy as well.</exception>
    /// <exception cref="TorchRuntimeException">There is no place for the copy; the message says where it was tried.</exception>
    /// <exception cref="IOException">The original cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The original may not be read.</exception>
    public static bool TryLoad(string original, Action<string> load)
    {
        byte[] content = File.ReadAllBytes(original);
        if (WeakVersionNeed.Mark(content, StandardLibrary, Version, Symbol) != WeakVersionNeedResult.Marked)
            return false;
        string name = Path.GetFileName(original);
        try
        {
            using SafeFileHandle memory = SealedMemory.Create(name, content);
            load(SealedMemory.PathOf(memory));
        }
        catch (Exception refused) when (refused is IOException or DllNotFoundException)
        {
            LoadFromTemporaryFolder(name, content, load, refused);
        }
        return true;
    }

    private static void LoadFromTemporaryFolder(string name, byte[] content, Action<string> load, Exception refused)
    {
        string? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("forwardforward-").FullName; // For this user alone.
            string path = Path.Combine(folder, name);
            File.WriteAllBytes(path, content);
            load(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new TorchRuntimeException(
                TorchRuntimeDiagnosis.ExplainNoPlace(refused.Message, Path.GetTempPath(), cause.Message), cause);
        }
        finally
        {
            if (folder is not null)
                Directory.Delete(folder, recursive: true); // Linux keeps a loaded file until the process ends.
        }
    }
}
