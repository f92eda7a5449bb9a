namespace ForwardForward.Data;

/// <summary>One file of a public dataset.</summary>
/// <param name="Name">Its name without <c>.gz</c>.</param>
/// <param name="Length">Bytes of the uncompressed content.</param>
/// <param name="Sha256">SHA-256 of the uncompressed content, lower-case hexadecimal.</param>
internal sealed record DatasetFile(string Name, long Length, string Sha256)
{
    /// <summary>The name under which mirrors offer the file.</summary>
    public string ZippedName => Name + ".gz";

    /// <summary>The most bytes that it can have gzipped: a little more than its content, where nothing can be compressed.</summary>
    public long LongestZipped => Length + (Length >> 10) + (1 << 16);

    /// <summary>The names that it goes by: some programs unpack <c>train-images-idx3-ubyte</c> to <c>train-images.idx3-ubyte</c>.</summary>
    private string[] Names => [Name, ZippedName, Name.Replace("-idx", ".idx", StringComparison.Ordinal), ZippedName.Replace(
        "-idx", ".idx", StringComparison.Ordinal)];

    /// <summary>Where the file lies in a folder, uncompressed or gzipped, or null.</summary>
    public string? FindIn(string folder) => Names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The name of a file or folder that is nearly this one's, or null.</summary>
    public string? FindNearIn(string folder) =>
        Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path))
            .FirstOrDefault(name => Letters(name).Contains(Letters(Name), StringComparison.Ordinal));

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}
