using System.Globalization;
using System.Security.Cryptography;

namespace ForwardForward;

/// <summary>
/// A checkpoint by its name, "epoch-12-….safetensors": the epochs done, and the SHA-256 of the content,
/// which tells one that is torn or damaged.
/// </summary>
internal sealed record CheckpointFile(string Path, int Epoch, string Sha256)
{
    private const string Extension = ".safetensors";

    /// <summary>The checkpoints in a folder, those of the most epochs first.</summary>
    public static IReadOnlyList<CheckpointFile> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, $"epoch-*{Extension}")
            .Select(Parse).OfType<CheckpointFile>().OrderByDescending(file => file.Epoch)];

    /// <summary>Writes a checkpoint, whole or not at all.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string folder, int epoch, IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata) =>
        AtomicFile.WriteNamed(folder, stream =>
        {
            using SHA256 hash = SHA256.Create();
            using (CryptoStream hashed = new(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
                SafetensorsWriter.Write(hashed, tensors, metadata);
            return $"epoch-{epoch}-{Convert.ToHexStringLower(hash.Hash!)}{Extension}";
        });

    /// <summary>Whether the content is what was written.</summary>
    public bool IsWhole()
    {
        using FileStream stream = File.OpenRead(Path);
        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(stream)), Sha256, StringComparison.Ordinal);
    }

    private static CheckpointFile? Parse(string path) =>
        System.IO.Path.GetFileNameWithoutExtension(path).Split('-') is [_, { } epoch, { } hash]
            && int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out int done)
            ? new CheckpointFile(path, done, hash)
            : null;
}
