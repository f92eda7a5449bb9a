using System.IO.Compression;
using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>A folder in a zip archive, which stays packed: a file is unpacked into memory when it is read.</summary>
internal sealed class ZipTree : IFileTree
{
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly Lock _reading = new(); // An archive has one place from which it reads.

    /// <exception cref="InvalidDataException">The file is no zip archive, or damaged.</exception>
    public ZipTree(string path)
    {
        FileStream stream = RegularFile.OpenToRead(path);
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in _archive.Entries)
            {
                string name = entry.FullName.Replace('\\', '/');
                if (!name.Split('/').Any(FileTree.IsHidden) && !_entries.TryAdd(name, entry) && !name.EndsWith('/'))
                    throw new InvalidDataException($"It has two files '{name}'.");
            }
        }
        catch (InvalidDataException cause)
        {
            Span<byte> start = new byte[KnownFormats.StartBytes];
            stream.Position = 0;
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            stream.Dispose();
            string what = start.StartsWith("PK"u8) ? $" {cause.Message}" : KnownFormats.Describe(start);
            throw new InvalidDataException(
                $"{path} is a file, but no whole zip archive.{what} Give a folder, or an undamaged .zip file of one; "
                    + "one image is read by ImageFile.Read.",
                cause);
        }
    }

    public IReadOnlyCollection<string> Paths => _entries.Keys;

    public byte[] Read(string path)
    {
        lock (_reading)
        {
            ZipArchiveEntry entry = _entries[path];
            using Stream stream = Open(entry);
            return ImageContent.ReadAll(stream, entry.Length);
        }
    }

    public void Dispose() => _archive.Dispose();

    private static Stream Open(ZipArchiveEntry entry)
    {
        try
        {
            return entry.Open();
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException($"cannot be unpacked. {cause.Message}", cause);
        }
    }
}
