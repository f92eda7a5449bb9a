namespace ForwardForward.Tests.Data.Sources;

/// <summary>An empty folder that is removed with everything in it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string FullPath { get; } = Directory.CreateTempSubdirectory("ff-data-").FullName;

    /// <summary>Every file below the folder, as paths relative to it, in order.</summary>
    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(FullPath, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(FullPath, path))
            .Order(StringComparer.Ordinal);

    public string Below(params string[] parts) => Path.Combine([FullPath, .. parts]);

    public void Dispose() => Directory.Delete(FullPath, recursive: true);
}
