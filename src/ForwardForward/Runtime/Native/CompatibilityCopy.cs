using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace ForwardForward.Runtime;

/// <summary>
/// A private copy of <c>libLibTorchSharp.so</c> that loads on systems whose libstdc++ is older than GCC 13 (Debian 12,
/// Ubuntu 22.04). The original needs symbol version <c>GLIBCXX_3.4.32</c> for one symbol that nothing calls; in the copy this need
/// is weak. The original is never touched.
/// </summary>
[SupportedOSPlatform("linux")]
internal static class CompatibilityCopy
{
    private const string StandardLibrary = "libstdc++.so.6";
    private const string Version = "GLIBCXX_3.4.32";
    private const string Symbol = "_ZSt21ios_base_library_initv";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Whether this system's libstdc++ is too old for the original. <see langword="false"/> when that is not known.</summary>
    public static bool IsNeeded => LinuxDynamicLinker.Offers(StandardLibrary, Symbol, Version) == false;

    /// <summary>Where the copy is kept for this user; <see langword="null"/> when the user has no home.</summary>
    public static string? UserFolder => FolderIn(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>The folder for a user: <c>$XDG_CACHE_HOME/forwardforward/native</c>, else <c>~/.cache/forwardforward/native</c>.</summary>
    /// <param name="cacheHome">The value of <c>XDG_CACHE_HOME</c>, which counts only as an absolute path.</param>
    /// <param name="home">The user's home, or an empty text.</param>
    /// <returns>The folder, or <see langword="null"/> when the user has neither.</returns>
    public static string? FolderIn(string? cacheHome, string home)
    {
        if (!Path.IsPathFullyQualified(cacheHome ?? string.Empty))
            cacheHome = home.Length > 0 ? Path.Combine(home, ".cache") : null;
        return cacheHome is null ? null : Path.Combine(cacheHome, "forwardforward", "native");
    }

    /// <summary>Loads the copy, from the user's folder or, where that cannot be used, from a temporary one.</summary>
    /// <param name="original">The path of the original library.</param>
    /// <param name="userFolder">The folder to keep the copy in, or <see langword="null"/> to keep none.</param>
    /// <param name="load">Loads a library by its full path; throws <see cref="DllNotFoundException"/> when the system refuses it.</param>
    /// <returns>Whether the copy was loaded; <see langword="false"/> when the original has not the form that is known.</returns>
    /// <exception cref="DllNotFoundException">The system refuses the copy as well.</exception>
    /// <exception cref="IOException">Neither folder can be written, or the original cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Neither folder may be written, or the original may not be read.</exception>
    public static bool TryLoad(string original, string? userFolder, Action<string> load)
    {
        byte[] content = File.ReadAllBytes(original);
        string name = $"libLibTorchSharp-{Convert.ToHexStringLower(SHA256.HashData(content))}.so";
        if (WeakVersionNeed.Mark(content, StandardLibrary, Version, Symbol) != WeakVersionNeedResult.Marked)
            return false;

        if (userFolder is not null)
        {
            try
            {
                load(Place(userFolder, name, content));
                return true;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DllNotFoundException)
            {
                // A home that is read-only, full, another user's or mounted without the right to execute: the temporary folder serves.
            }
        }

        string temporary = Directory.CreateTempSubdirectory("forwardforward-").FullName;
        try
        {
            load(Place(temporary, name, content));
            return true;
        }
        finally
        {
            Directory.Delete(temporary, recursive: true); // Linux keeps a loaded file until the process ends.
        }
    }

    /// <summary>
    /// Puts a file into a folder that only this user can enter, unless it is there already with the right content. Readers in other
    /// processes see the old file or the new one, never a part.
    /// </summary>
    /// <param name="folder">The folder; made when it is missing.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">What the file must hold.</param>
    /// <returns>The path of the file, whose content was compared.</returns>
    /// <exception cref="IOException">The folder cannot be written, or the file does not keep the content.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not this user's.</exception>
    public static string Place(string folder, string name, byte[] content)
    {
        Directory.CreateDirectory(folder, Private);
        if (File.GetUnixFileMode(folder) != Private)
            File.SetUnixFileMode(folder, Private); // Refused by the system for a folder of another user.

        string path = Path.Combine(folder, name);
        if (Holds(path, content))
            return path;

        string unfinished = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (FileStream stream = new(unfinished, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                stream.Write(content);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return Holds(path, content) ? path : throw new IOException($"'{path}' does not keep what was written to it.");
    }

    private static bool Holds(string path, byte[] content) =>
        new FileInfo(path) is { Exists: true } file && file.Length == content.Length
        && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
}
