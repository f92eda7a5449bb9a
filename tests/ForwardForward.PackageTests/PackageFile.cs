using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;

namespace ForwardForward.PackageTests;

/// <summary>A package opened for reading.</summary>
/// <param name="path">The .nupkg or .snupkg file.</param>
internal sealed class PackageFile(string path) : IDisposable
{
    private static readonly string[] Bookkeeping = ["_rels/", "package/", "[Content_Types].xml"];
    private readonly ZipArchive _archive = ZipFile.OpenRead(path);

    /// <summary>What the package carries, without the bookkeeping of the format.</summary>
    public IReadOnlyList<string> Files =>
    [
        .. _archive.Entries.Select(entry => entry.FullName)
            .Where(name => !Bookkeeping.Any(part => name.StartsWith(part, StringComparison.Ordinal)) && !IsManifest(name))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The manifest as text.</summary>
    public string ManifestText =>
        Encoding.UTF8.GetString(Read(_archive.Entries.Single(entry => IsManifest(entry.FullName)).FullName)).TrimStart('\uFEFF');

    /// <summary>Every dependency as <c>framework: id version</c>.</summary>
    public IReadOnlyList<string> Dependencies =>
    [
        .. Elements("dependency").Select(element =>
            $"{(string?)element.Parent!.Attribute("targetFramework")}: {(string?)element.Attribute("id")} "
                + $"{(string?)element.Attribute("version")}"),
    ];

    /// <summary>The text of an element of the manifest; empty when it is absent.</summary>
    public string Value(string name) => Elements(name).FirstOrDefault()?.Value ?? string.Empty;

    /// <summary>The address of the repository in the manifest; <see langword="null"/> when it names none.</summary>
    public string? RepositoryAddress => (string?)Elements("repository").SingleOrDefault()?.Attribute("url");

    /// <summary>The commit in the manifest; <see langword="null"/> when it names none.</summary>
    public string? RepositoryCommit => (string?)Elements("repository").SingleOrDefault()?.Attribute("commit");

    /// <summary>The assets that a dependency hands on, as its <c>include</c> attribute says.</summary>
    public string? Included(string id) =>
        (string?)Elements("dependency")
            .Single(element => string.Equals((string?)element.Attribute("id"), id, StringComparison.Ordinal)).Attribute("include");

    /// <summary>The names of the source files that the symbols in <paramref name="file"/> speak of.</summary>
    public IReadOnlyList<string> SourceNames(string file)
    {
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Read(file)));
        MetadataReader reader = provider.GetMetadataReader();
        return [.. reader.Documents.Select(document => reader.GetString(reader.GetDocument(document).Name))];
    }

    /// <summary>The bytes of a file.</summary>
    public byte[] Read(string file)
    {
        using Stream stream = (_archive.GetEntry(file) ?? throw new FileNotFoundException($"{path} does not hold {file}.")).Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _archive.Dispose();

    private static bool IsManifest(string name) => name.EndsWith(".nuspec", StringComparison.Ordinal);

    private IEnumerable<XElement> Elements(string name)
    {
        XElement manifest = XElement.Parse(ManifestText);
        return manifest.Descendants(manifest.Name.Namespace + name);
    }
}
