using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A checkpoint by its name, "epoch-12-….safetensors": the epochs done, and the SHA-256 of the content,
/// which tells one that is torn or damaged.
/// </summary>
internal sealed partial record CheckpointFile(string Path, int Epoch, string Sha256)
{
    /// <summary>The key that only the metadata of a checkpoint has.</summary>
    public const string VersionKey = "forwardforward.checkpoint";

    private const string Extension = ".safetensors";

    /// <summary>The checkpoints in a folder, those of the most epochs first.</summary>
    public static IReadOnlyList<CheckpointFile> In(string folder) =>
        [.. Directory.EnumerateFiles(folder, $"epoch-*{Extension}")
            .Select(Parse).OfType<CheckpointFile>().OrderByDescending(file => file.Epoch)];

    /// <summary>The path of the network to load: the newest whole checkpoint in a folder, or the file itself.</summary>
    /// <exception cref="InvalidDataException">
    /// The folder has no whole checkpoint, or the file is a checkpoint whose content is not what was written.
    /// </exception>
    public static string FindToLoad(string path)
    {
        if (!Directory.Exists(path))
            return Parse(path) is not { } file || !File.Exists(path) || file.IsWhole()
                ? path
                : throw new InvalidDataException(
                    $"{path} is damaged: its content does not have the SHA-256 in its name. Load the checkpoint before it, or the folder, "
                        + "which takes the newest that is whole.");
        IReadOnlyList<CheckpointFile> files = In(path);
        return files.FirstOrDefault(file => file.IsWhole())?.Path
            ?? throw new InvalidDataException(
                files.Count == 0
                    ? $"{path} is a folder without checkpoints. Give Load a file that Save wrote, or the folder of "
                        + "TrainingOptions.Checkpoint."
                    : $"No checkpoint in {path} is whole: none of {files.Count} has the SHA-256 in its name.");
    }

    /// <summary>Writes a checkpoint, whole or not at all.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string folder, int epoch, IEnumerable<NamedTensor> tensors, IReadOnlyDictionary<string, string> metadata) =>
        AtomicFile.WriteNamed(folder, $"epoch-{epoch}", stream =>
        {
            using SHA256 hash = SHA256.Create();
            using (CryptoStream hashed = new(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
                SafetensorsWriter.Write(hashed, tensors, metadata);
            return $"epoch-{epoch}-{Convert.ToHexStringLower(hash.Hash!)}{Extension}";
        });

    /// <summary>Removes what a killed process left unfinished; other files are not touched.</summary>
    public static void RemoveUnfinished(string folder) =>
        TemporaryFile.RemoveOrphans(folder, name => UnfinishedName.IsMatch(name), nobodyElseWrites: true);

    /// <summary>Whether the content is what was written.</summary>
    /// <exception cref="InvalidDataException">It is no regular file.</exception>
    public bool IsWhole()
    {
        using FileStream stream = RegularFile.OpenToRead(Path);
        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(stream)), Sha256, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\Aepoch-(?<epoch>0|[1-9][0-9]*)-(?<hash>[0-9a-f]{64})\.safetensors\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Name { get; }

    [GeneratedRegex(@"\Aepoch-(0|[1-9][0-9]*)\z", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex UnfinishedName { get; }

    /// <summary>A checkpoint by its path; null where its name is not exactly one that <see cref="Write"/> gives.</summary>
    private static CheckpointFile? Parse(string path)
    {
        Match name = Name.Match(System.IO.Path.GetFileName(path));
        return name.Success && int.TryParse(name.Groups["epoch"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int epoch)
            ? new CheckpointFile(path, epoch, name.Groups["hash"].Value)
            : null;
    }
}
