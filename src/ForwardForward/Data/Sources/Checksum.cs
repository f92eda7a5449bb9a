using System.IO.Compression;
using System.Security.Cryptography;

namespace ForwardForward.Data;

/// <summary>Compares files with the SHA-256 of their uncompressed content.</summary>
internal static class Checksum
{
    /// <summary>Refuses a hash that is not the file's.</summary>
    /// <exception cref="InvalidDataException">It differs.</exception>
    public static void Expect(DatasetFile file, string where, byte[] hash)
    {
        string found = Convert.ToHexStringLower(hash);
        if (!string.Equals(found, file.Sha256, StringComparison.Ordinal))
            throw new InvalidDataException(
                $"{where} is not the original {file.Name}: the SHA-256 of its uncompressed content is {found}, it should be {file.Sha256}. "
                + "Delete it and get a fresh copy. For data of your own use ImageDataset.FromIdx.");
    }

    /// <summary>Unzips a file and compares its content.</summary>
    /// <exception cref="InvalidDataException">It is damaged, not gzipped or not the original.</exception>
    public static async Task ExpectZippedAsync(DatasetFile file, string path, string where, CancellationToken cancellationToken)
    {
        FileStream stream = File.OpenRead(path);
        await using (stream.ConfigureAwait(false))
        {
            var unzip = new GZipStream(stream, CompressionMode.Decompress);
            await using (unzip.ConfigureAwait(false))
                Expect(file, where, await SHA256.HashDataAsync(unzip, cancellationToken).ConfigureAwait(false));
        }
    }
}
