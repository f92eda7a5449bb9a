namespace ForwardForward;

/// <summary>Writes a file whole or not at all: beside its place under a temporary name, to the disk, and then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>What temporary names end in. A process that is killed while it writes leaves such a file behind.</summary>
    public const string TemporaryExtension = ".part";

    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string full = Path.GetFullPath(path);
        WriteNamed(Path.GetDirectoryName(full) ?? full, stream =>
        {
            write(stream);
            return Path.GetFileName(full);
        });
    }

    /// <summary>Writes a file that is named once its content is known.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static string WriteNamed(string folder, Func<Stream, string> writeAndName)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"Nothing can be written to {folder}: there is no such folder. Create it first.");
        string temporary = Path.Combine(folder, $"{Guid.NewGuid():N}{TemporaryExtension}");
        try
        {
            string path;
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                path = Path.Combine(folder, writeAndName(stream));
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            return path;
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
