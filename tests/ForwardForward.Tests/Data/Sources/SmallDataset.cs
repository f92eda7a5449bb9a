using System.Security.Cryptography;
using ForwardForward.Data;

namespace ForwardForward.Tests.Data.Sources;

/// <summary>A dataset of three training and two test images, described as the catalogue describes MNIST.</summary>
internal sealed class SmallDataset
{
    public SmallDataset(params Uri[] mirrors)
    {
        Contents = new(StringComparer.Ordinal)
        {
            ["train-images"] = IdxFiles.Images(3, 20, 20),
            ["train-labels"] = IdxFiles.Labels(0, 2, 1),
            ["test-images"] = IdxFiles.Images(2, 20, 20),
            ["test-labels"] = IdxFiles.Labels(2, 1),
        };
        Description = new DatasetDescription
        {
            Name = "small",
            Method = "SmallAsync",
            Classes = 3,
            TrainImages = Describe("train-images"),
            TrainLabels = Describe("train-labels"),
            TestImages = Describe("test-images"),
            TestLabels = Describe("test-labels"),
            Mirrors = mirrors,
        };
    }

    /// <summary>Uncompressed content by file name.</summary>
    public Dictionary<string, byte[]> Contents { get; }

    public DatasetDescription Description { get; }

    /// <summary>The gzipped file for a path such as <c>/train-images.gz</c>.</summary>
    public byte[] Zipped(string path) => IdxFiles.GZip(Contents[Path.GetFileNameWithoutExtension(path)]);

    public void WriteTo(string folder, bool zip, string? except = null)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in Contents)
        {
            if (!string.Equals(name, except, StringComparison.Ordinal))
                File.WriteAllBytes(Path.Combine(folder, zip ? name + ".gz" : name), zip ? IdxFiles.GZip(content) : content);
        }
    }

    private DatasetFile Describe(string name) =>
        new(name, Contents[name].Length, Convert.ToHexStringLower(SHA256.HashData(Contents[name])));
}
