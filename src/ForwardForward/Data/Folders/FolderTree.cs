using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>A folder on the disk. Links to files are followed, and links to folders are refused, for they may lead in a circle.</summary>
internal sealed class FolderTree(string root) : IFileTree
{
    public IReadOnlyCollection<string> Paths { get; } = [.. Below(root, string.Empty)];

    public byte[] Read(string path)
    {
        using FileStream stream = RegularFile.OpenToRead(Path.Combine(root, path));
        return ImageContent.ReadAll(stream, stream.Length);
    }

    public void Dispose()
    {
    }

    private static IEnumerable<string> Below(string folder, string prefix)
    {
        foreach (FileSystemInfo entry in List(folder).Where(entry => !FileTree.IsHidden(entry.Name)))
        {
            string path = prefix + entry.Name;
            if (entry is not DirectoryInfo)
            {
                yield return path;
                continue;
            }
            if (entry.LinkTarget is not null)
                throw new IOException(
                    $"{entry.FullName} is a link to a folder, and such are not followed, for they may lead in a circle. Put the folder "
                        + "itself there.");
            yield return $"{path}/";
            foreach (string below in Below(entry.FullName, $"{path}/"))
                yield return below;
        }
    }

    private static FileSystemInfo[] List(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The folder {folder} cannot be listed. {cause.Message} Check that this user may read it.", cause);
        }
    }
}
