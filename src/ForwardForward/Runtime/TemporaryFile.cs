using System.Security.Cryptography;
using System.Text;

namespace ForwardForward.Runtime;

/// <summary>
/// A file while it is written, beside its place: "digits.safetensors.0f…9c.part". Whoever writes it holds a lock on it, so that one whose
/// process was killed is known.
/// </summary>
internal static class TemporaryFile
{
    /// <summary>What temporary names end in.</summary>
    public const string Extension = ".part";

    private const int RandomDigits = 32;
    private const int LongestName = 255; // In bytes, of most file systems.
    private const int BufferBytes = 1 << 17;

    private static readonly TimeSpan LongestMoment = TimeSpan.FromMinutes(1);

    /// <summary>Creates an empty one, locked until it is disposed; others may read it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">The name of what it shall become.</param>
    /// <param name="mode">Its permissions where there are such; null for those of any new file.</param>
    public static FileStream Create(string folder, string name, UnixFileMode? mode = null)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = BufferBytes,
        };
        if (mode is { } permissions && !OperatingSystem.IsWindows())
            options.UnixCreateMode = permissions;
        return new FileStream(Path.Combine(folder, $"{StemOf(name)}.{Guid.NewGuid():N}{Extension}"), options);
    }

    /// <summary>
    /// What a temporary name begins with: the name of what the file shall become, or digits in place of one that leaves no room for more.
    /// </summary>
    public static string StemOf(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        return bytes.Length + 1 + RandomDigits + Extension.Length <= LongestName
            ? name
            : Convert.ToHexStringLower(SHA256.HashData(bytes))[..RandomDigits];
    }

    /// <summary>Brings it to the disk and gives it its name, in place of what has that name. Its lock is held until then.</summary>
    public static void Rename(FileStream file, string path)
    {
        file.Flush(flushToDisk: true);
        if (OperatingSystem.IsWindows()) // It renames no file that is open.
            file.Dispose();
        File.Move(file.Name, path, overwrite: true);
        LinuxFiles.TryFlushFolder(Path.GetDirectoryName(path) ?? path);
    }

    /// <summary>Closes it, and removes it where it has not got its name.</summary>
    public static void Discard(FileStream file)
    {
        try
        {
            file.Dispose();
        }
        catch (IOException)
        {
            // On a full disk what is left to be written fails once more. It is not wanted.
        }
        File.Delete(file.Name);
    }

    /// <summary>Removes those that a killed process left behind, and none that is being written.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="isOurs">
    /// Whether the name of what a file should have become (<see cref="StemOf"/>) is one that the caller writes.
    /// </param>
    /// <param name="nobodyElseWrites">Whether the caller alone may write there now, so that what is not locked is left behind.</param>
    public static void RemoveOrphans(string folder, Func<string, bool> isOurs, bool nobodyElseWrites = false)
    {
        foreach (string path in Directory.EnumerateFiles(folder, $"*{Extension}").Where(path => NameOf(path) is { } name && isOurs(name)))
            RemoveUnlessInUse(path, nobodyElseWrites);
    }

    /// <summary>The name of what a file should have become; null where it is no temporary file of this library.</summary>
    private static string? NameOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        int point = name.Length - RandomDigits - 1;
        return point > 0 && name[point] == '.' && name[(point + 1)..].All(char.IsAsciiHexDigitLower) ? name[..point] : null;
    }

    private static void RemoveUnlessInUse(string path, bool nobodyElseWrites)
    {
        try
        {
            if (RegularFile.IsSpecial(path) || File.ResolveLinkTarget(path, returnFinalTarget: false) is not null)
                return;
            using (FileStream unused = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                if (!nobodyElseWrites && IsPerhapsAlive(unused) && File.GetLastWriteTimeUtc(path) + LongestMoment > DateTime.UtcNow)
                    return;
            File.Delete(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it, or it is not ours to remove: then it stays.
        }
    }

    /// <summary>
    /// Whether a file that nobody has locked may be between two steps of a living process: created and not locked yet, or, on Windows,
    /// closed and not renamed yet.
    /// </summary>
    private static bool IsPerhapsAlive(FileStream file) => file.Length == 0 || OperatingSystem.IsWindows();
}
