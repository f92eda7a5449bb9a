using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>Writes a file whole or not at all: beside its place under a temporary name, to the disk, and then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file, or over one: that keeps its permissions, and its owner where this process may give files away.</summary>
    /// <remarks>A link is followed. What a killed process left of the same file is removed.</remarks>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only.</exception>
    /// <exception cref="IOException">What stands there is no regular file.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = FollowLink(Path.GetFullPath(path));
        ExpectReplaceable(target);
        (string folder, string name) = (Path.GetDirectoryName(target) ?? target, Path.GetFileName(target));
        ExpectFolder(folder);
        TemporaryFile.RemoveOrphans(folder, other => string.Equals(other, TemporaryFile.StemOf(name), StringComparison.Ordinal));
        UnixFileMode? mode = !OperatingSystem.IsWindows() && File.Exists(target) ? File.GetUnixFileMode(target) : null;
        Write(folder, TemporaryFile.Create(folder, name, mode), stream =>
        {
            write(stream);
            KeepRights(target, mode, stream);
            return name;
        });
    }

    /// <summary>Writes a file that is named once its content is known.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="temporaryName">What its temporary name begins with.</param>
    /// <param name="writeAndName">Writes the content and returns the name.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static string WriteNamed(string folder, string temporaryName, Func<Stream, string> writeAndName)
    {
        ExpectFolder(folder);
        return Write(folder, TemporaryFile.Create(folder, temporaryName), writeAndName);
    }

    private static string Write(string folder, FileStream temporary, Func<FileStream, string> writeAndName)
    {
        try
        {
            string path = Path.Combine(folder, writeAndName(temporary));
            TemporaryFile.Rename(temporary, path);
            return path;
        }
        finally
        {
            TemporaryFile.Discard(temporary);
        }
    }

    private static string FollowLink(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    private static void ExpectReplaceable(string target)
    {
        if (RegularFile.IsSpecial(target) || Directory.Exists(target))
            throw new IOException($"{target} is a folder, a pipe, a device or a socket. Name a file to write to.");
        if (File.Exists(target) && File.GetAttributes(target).HasFlag(FileAttributes.ReadOnly))
            throw new UnauthorizedAccessException($"{target} is read-only. Name another file, or let this one be written.");
    }

    private static void ExpectFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"Nothing can be written to {folder}: there is no such folder. Create it first.");
    }

    /// <summary>Gives a file the owner and the permissions of the one that it replaces, where this process may.</summary>
    private static void KeepRights(string target, UnixFileMode? mode, FileStream stream)
    {
        if (mode is not { } permissions || OperatingSystem.IsWindows())
            return;
        if (LinuxFiles.Find(target) is { } owner && LinuxFiles.Find(stream.Name) is { } own
            && (owner.User, owner.Group) != (own.User, own.Group))
            LinuxFiles.TrySetOwner(stream.SafeFileHandle, owner.User, owner.Group);
        File.SetUnixFileMode(stream.SafeFileHandle, permissions); // After the owner, for that takes some of them away.
    }
}
