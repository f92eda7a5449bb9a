using System.IO.Compression;

namespace ForwardForward.PackageTests;

/// <summary>Writes a package that stands in for one that is too large to restore.</summary>
internal static class StubPackage
{
    /// <summary>Writes the package into a folder that serves as a feed.</summary>
    /// <param name="feed">The folder.</param>
    /// <param name="id">The package id.</param>
    /// <param name="version">Its version.</param>
    /// <param name="dependencies">The dependency elements of its manifest.</param>
    /// <param name="files">What it holds: the path within the package, and the text.</param>
    public static void Write(string feed, string id, string version, string dependencies, params (string Path, string Text)[] files)
    {
        using ZipArchive package = ZipFile.Open(Path.Combine(feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        Add(package, $"{id}.nuspec", $"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{version}</version>
                <authors>the package tests</authors>
                <description>A stub.</description>
                <dependencies><group targetFramework="net10.0">{dependencies}</group></dependencies>
              </metadata>
            </package>
            """);
        foreach ((string path, string text) in files)
            Add(package, path, text);
    }

    private static void Add(ZipArchive package, string path, string text)
    {
        using StreamWriter writer = new(package.CreateEntry(path).Open());
        writer.Write(text);
    }
}
