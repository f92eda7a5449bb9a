using System.IO.Compression;

namespace ForwardForward.Tests.Data.Folders;

/// <summary>A folder of files for a test, which is gone afterwards.</summary>
internal sealed class ImageTree : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("images").FullName;

    public string ZipPath => Root + ".zip";

    /// <summary>Images of two classes, "dark" and "bright": so many each, and each of a shade of its own.</summary>
    public static ImageTree OfTwoClasses(int each)
    {
        ImageTree tree = new();
        for (int image = 0; image < each; image++)
        {
            int shade = image;
            tree.Add($"dark/{image:D3}.png", ImageFiles.Png(4, 4, 1, (_, _, _) => shade));
            tree.Add($"bright/{image:D3}.png", ImageFiles.Png(4, 4, 1, (_, _, _) => 255 - shade));
        }
        return tree;
    }

    public ImageTree Add(string path, byte[] content)
    {
        string file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return this;
    }

    /// <summary>Packs the folder.</summary>
    public string Zip()
    {
        ZipFile.CreateFromDirectory(Root, ZipPath);
        return ZipPath;
    }

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        File.Delete(ZipPath);
    }
}
