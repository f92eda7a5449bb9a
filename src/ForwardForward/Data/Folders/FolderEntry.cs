namespace ForwardForward.Data;

/// <summary>A file or a folder in a tree of them.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Names">The names of the folders on the way, and its own.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
internal sealed record FolderEntry(string Path, string[] Names, bool IsFolder)
{
    public bool IsImage =>
        !IsFolder && ImageDecoder.Extensions.Contains(System.IO.Path.GetExtension(Path), StringComparer.OrdinalIgnoreCase);

    /// <param name="path">A path with <c>/</c> between names, and after that of a folder.</param>
    public static FolderEntry Of(string path) => new(path, path.TrimEnd('/').Split('/'), path.EndsWith('/'));

    /// <summary>The folder on the way, or itself, at a depth; null where there is none.</summary>
    public string? FolderAt(int depth) => depth < Names.Length - (IsFolder ? 0 : 1) ? Names[depth] : null;
}
