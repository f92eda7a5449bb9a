using System.IO.Compression;
using System.Security.Cryptography;

namespace ForwardForward.Data;

/// <summary>
/// The uncompressed bytes of one file of images or labels, plain or gzipped (told by content), read front to back. Disposing it leaves the
/// stream open.
/// </summary>
internal sealed class FileContent : IDisposable
{
    public const string GetAgain = "Get an undamaged copy of the file.";
    private readonly Stream _source;
    private readonly PrefixedStream? _zipped;
    private readonly GZipStream? _unzip;
    private readonly string _name;
    private readonly IncrementalHash? _hash;
    private readonly byte[] _start = new byte[KnownFormats.StartBytes];
    private int _startLength;
    private long _received;

    public FileContent(Stream stream, string name, IncrementalHash? hash = null)
    {
        _name = name;
        _hash = hash;
        (_source, bool zipped) = GZipProbe.Look(stream);
        if (!zipped)
            return;
        _zipped = new PrefixedStream(default, _source);
        _unzip = new GZipStream(_zipped, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>Whether it is gzipped: its size says nothing of that of its content, which may be a thousand times as large.</summary>
    public bool IsZipped => _unzip is not null;

    /// <summary>Of a plain seekable stream the bytes that are left, otherwise null: only reading tells.</summary>
    public long? KnownLength => _unzip is null && _source.CanSeek ? _source.Length - _source.Position : null;

    /// <summary>Fills the buffer as far as the file reaches.</summary>
    public int Read(Span<byte> buffer)
    {
        try
        {
            int count = (_unzip ?? _source).ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            _hash?.AppendData(buffer[..count]);
            _received += count;
            Keep(buffer[..count]);
            return count;
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException($"{_name} is gzipped, but damaged or cut short: {cause.Message} {GetAgain}", cause);
        }
    }

    /// <summary>
    /// For a format that does not say how long it is, once everything is read: insists that a gzipped file ends with the length of its
    /// content (modulo 2³², RFC 1952). Without it, <see cref="GZipStream"/> takes a file that was cut short for one that ends there.
    /// </summary>
    public void ExpectEndOfGZip()
    {
        if (_zipped is not null && _zipped.Tail != unchecked((uint)_received))
            throw Invalid($"is gzipped, but cut short, or several gzipped files in one, which must be unpacked first. {GetAgain}");
    }

    /// <summary>What the content looks like, once it is known not to be what was expected: a sentence, or nothing.</summary>
    public string LooksLike()
    {
        try
        {
            Read(stackalloc byte[_start.Length - _startLength]);
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            // Then what has been read must do.
        }
        return KnownFormats.Describe(_start.AsSpan(0, _startLength));
    }

    public InvalidDataException Invalid(string problem) => new($"{_name} {problem}");

    public InvalidDataException WrongLabel(
        string which, byte label, int classes, string otherwise = "get an undamaged copy of the file.") =>
        new($"{_name}: {which} is {label}, but with {classes} classes labels run from 0 to {classes - 1}. "
            + $"Raise the number of classes, or {otherwise}");

    public void Dispose() => _unzip?.Dispose();

    private void Keep(ReadOnlySpan<byte> read)
    {
        read = read[..Math.Min(read.Length, _start.Length - _startLength)];
        read.CopyTo(_start.AsSpan(_startLength));
        _startLength += read.Length;
    }
}
