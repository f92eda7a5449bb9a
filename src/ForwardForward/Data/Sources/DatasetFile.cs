namespace ForwardForward.Data;

/// <summary>One file of a public dataset.</summary>
/// <param name="Name">Its name without <c>.gz</c>.</param>
/// <param name="Sha256">SHA-256 of the uncompressed content, lower-case hexadecimal.</param>
internal sealed record DatasetFile(string Name, string Sha256)
{
    /// <summary>The name under which mirrors offer the file.</summary>
    public string ZippedName => Name + ".gz";

    /// <summary>Where the file lies in a folder, uncompressed or gzipped, or null.</summary>
    public string? FindIn(string folder)
    {
        string plain = Path.Combine(folder, Name);
        string zipped = Path.Combine(folder, ZippedName);
        return File.Exists(plain) ? plain : File.Exists(zipped) ? zipped : null;
    }
}
