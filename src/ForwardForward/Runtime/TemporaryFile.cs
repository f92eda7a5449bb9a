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
    private const int BufferBytes = 1 << 17;

    // A file is created first and locked then: one that is empty may be about to be.
    private static readonly TimeSpan LongestBirth = TimeSpan.FromMinutes(1);

    /// <summary>Creates an empty one, locked until it is disposed.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">The name of what it shall become.</param>
    /// <param name="mode">Its permissions where there are such; null for those of any new file.</param>
    public static FileStream Create(string folder, string name, UnixFileMode? mode = null)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None, // Windows renames no open file without it.
            BufferSize = BufferBytes,
        };
        if (mode is { } permissions && !OperatingSystem.IsWindows())
            options.UnixCreateMode = permissions;
        return new FileStream(Path.Combine(folder, $"{name}.{Guid.NewGuid():N}{Extension}"), options);
    }

    /// <summary>Removes those that a killed process left behind, and none that is being written.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="isOurs">Whether the name of what a file should have become is one that the caller writes.</param>
    public static void RemoveOrphans(string folder, Func<string, bool> isOurs)
    {
        foreach (string path in Directory.EnumerateFiles(folder, $"*{Extension}").Where(path => NameOf(path) is { } name && isOurs(name)))
            RemoveUnlessInUse(path);
    }

    /// <summary>The name of what a file should have become; null where it is no temporary file of this library.</summary>
    private static string? NameOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        int point = name.Length - RandomDigits - 1;
        return point > 0 && name[point] == '.' && name.AsSpan(point + 1).IndexOfAnyExcept("0123456789abcdef") < 0 ? name[..point] : null;
    }

    private static void RemoveUnlessInUse(string path)
    {
        try
        {
            if (RegularFile.IsSpecial(path) || File.ResolveLinkTarget(path, returnFinalTarget: false) is not null)
                return;
            using FileStream unused = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Delete);
            if (unused.Length > 0 || File.GetLastWriteTimeUtc(path) + LongestBirth < DateTime.UtcNow)
                File.Delete(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            // Somebody writes it, or it is not ours to remove: then it stays.
        }
    }
}
