namespace ForwardForward.Runtime;

/// <summary>Opens files that have a content, and nothing that waits for another process or never ends.</summary>
internal static class RegularFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Opens a file to read it front to back.</summary>
    /// <exception cref="FileNotFoundException">It does not exist.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    /// <exception cref="InvalidDataException">It is a pipe, a device or a socket, or a link to one.</exception>
    public static FileStream OpenToRead(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (IsSpecial(path)) // Before it is opened, for that alone may wait for ever.
            throw Refuse(path);
        if (Directory.Exists(path))
            throw new UnauthorizedAccessException($"{path} is a folder, and no file. Name a file in it.");
        FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, FileOptions.SequentialScan);
        if (stream.CanSeek)
            return stream;
        stream.Dispose();
        throw Refuse(path);
    }

    /// <summary>Whether a path leads to a pipe, a device or a socket. False where that cannot be found out.</summary>
    public static bool IsSpecial(string path) => LinuxFiles.Find(path) is { IsSpecial: true };

    private static InvalidDataException Refuse(string path) =>
        new($"{path} is a pipe, a device or a socket, and no regular file. Copy what it gives into a file, and name that.");
}
