using System.IO.Compression;
using System.Security.Cryptography;

namespace ForwardForward.Data;

/// <summary>Compares files with the SHA-256 of their uncompressed content.</summary>
internal static class Checksum
{
    private const int BufferBytes = 1 << 17;

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

    /// <summary>Unzips a file from the beginning, as far as the original reaches, and compares its content.</summary>
    /// <exception cref="InvalidDataException">It is damaged, not gzipped or not the original.</exception>
    public static async Task ExpectZippedAsync(DatasetFile file, FileStream stream, string where, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        ExpectGZip(stream, where);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var unzip = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        await using (unzip.ConfigureAwait(false))
        {
            var buffer = new byte[BufferBytes];
            long received = 0;
            int count;
            do
            {
                count = await unzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                hash.AppendData(buffer, 0, count);
                received += count;
                if (received > file.Length)
                    throw new InvalidDataException(
                        $"{where} is not the original {file.Name}: unpacked it has more than {file.Length} bytes.");
            }
            while (count > 0);
        }
        Expect(file, where, hash.GetHashAndReset());
    }

    private static void ExpectGZip(FileStream stream, string where)
    {
        (_, bool isZipped) = GZipProbe.Look(stream);
        if (isZipped)
            return;
        Span<byte> start = stackalloc byte[KnownFormats.StartBytes];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        throw new InvalidDataException($"{where} is not gzipped.{KnownFormats.Describe(start)}");
    }
}
