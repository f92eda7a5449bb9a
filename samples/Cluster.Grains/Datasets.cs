using System.Collections.Concurrent;
using System.Security.Cryptography;
using ForwardForward.Data;
using static TorchSharp.torch;

namespace ForwardForward.Samples.Cluster;

/// <summary>The images of a process by name, each opened once, from its own disk.</summary>
/// <param name="open">Opens a dataset that is asked for the first time.</param>
public sealed class Datasets(Func<string, ImageDataset> open) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<(ImageDataset Images, string Hash)>> _opened = new(StringComparer.Ordinal);

    /// <summary>Opens a dataset.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The images, which stay this object's, and the SHA-256 of all of them.</returns>
    public (ImageDataset Images, string Hash) Open(string name) =>
        _opened.GetOrAdd(name, unknown => new Lazy<(ImageDataset, string)>(() => Read(unknown))).Value;

    /// <summary>Opens a dataset that another process has described.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="hash">Its hash in the other process.</param>
    /// <returns>The images.</returns>
    /// <exception cref="ClusterException">The images here are others.</exception>
    public ImageDataset Open(string name, string hash)
    {
        (ImageDataset images, string here) = Open(name);
        return string.Equals(here, hash, StringComparison.Ordinal)
            ? images
            : throw new ClusterException(
                $"The dataset '{name}' on {Environment.MachineName} has the SHA-256 {here}, and the client's has {hash}. Give all machines "
                    + "the same files, and start their silos again.");
    }

    /// <summary>Disposes all images.</summary>
    public void Dispose()
    {
        foreach (Lazy<(ImageDataset Images, string Hash)> dataset in _opened.Values.Where(dataset => dataset.IsValueCreated))
            dataset.Value.Images.Dispose();
    }

    private (ImageDataset Images, string Hash) Read(string name)
    {
        ImageDataset images = open(name);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (LabelledImages? part in new[] { images.Train, images.Validation, images.Test })
        {
            hash.AppendData("part"u8);
            if (part is null)
                continue;
            Append(hash, part.Images);
            Append(hash, part.Labels);
        }
        return (images, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void Append(IncrementalHash hash, Tensor tensor)
    {
        using Tensor here = tensor.cpu(), whole = here.contiguous();
        hash.AppendData(whole.bytes);
    }
}
