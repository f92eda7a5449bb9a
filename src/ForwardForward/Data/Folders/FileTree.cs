namespace ForwardForward.Data;

/// <summary>Opens folders and archives.</summary>
internal static class FileTree
{
    private static readonly string[] HiddenNames = ["__MACOSX", "Thumbs.db", "desktop.ini"];

    /// <exception cref="DirectoryNotFoundException">There is neither a folder nor a file.</exception>
    /// <exception cref="InvalidDataException">A file is no zip archive.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IFileTree Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (Directory.Exists(path))
            return new FolderTree(path);
        return File.Exists(path)
            ? new ZipTree(path)
            : throw new DirectoryNotFoundException(
                $"'{path}' does not exist. Give a folder with a folder of images for each class, or a .zip file of such a folder.");
    }

    /// <summary>Whether a name is one that systems give to files of their own.</summary>
    public static bool IsHidden(string name) =>
        name.StartsWith('.') || HiddenNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
