using System.Security.Cryptography;

namespace ForwardForward.Data;

/// <summary>
/// The uncompressed bytes of one file of images or labels, plain or gzipped (told by content; also in several members), read front to back.
/// Disposing it leaves the stream open.
/// </summary>
internal sealed class FileContent : IDisposable
{
    public const string GetAgain = "Get an undamaged copy of the file.";
    private readonly Stream _source;
    private readonly GZipContent? _unzip;
    private readonly string _name;
    private readonly IncrementalHash? _hash;
    private readonly byte[] _start = new byte[KnownFormats.StartBytes];
    private int _startLength;

    public FileContent(Stream stream, string name, IncrementalHash? hash = null)
    {
        _name = name;
        _hash = hash;
        (_source, bool zipped) = GZipProbe.Look(stream);
        if (zipped)
            _unzip = new GZipContent(_source);
    }

    /// <summary>Whether it is gzipped: its size says nothing of that of its content, which may be a thousand times as large.</summary>
    public bool IsZipped => _unzip is not null;

    /// <summary>Of a plain seekable stream the bytes that are left, otherwise null: only reading tells.</summary>
    public long? KnownLength => _unzip is null && _source.CanSeek ? _source.Length - _source.Position : null;

    /// <summary>Fills the buffer as far as the file reaches.</summary>
    /// <exception cref="InvalidDataException">It is gzipped, and damaged or cut short.</exception>
    public int Read(Span<byte> buffer)
    {
        try
        {
            int count = (_unzip ?? _source).ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            _hash?.AppendData(buffer[..count]);
            Keep(buffer[..count]);
            return count == buffer.Length || _unzip is not { IsWhole: false }
                ? count
                : throw new InvalidDataException("it ends too soon, or something stands behind its end.");
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException($"{_name} is gzipped, but damaged or cut short: {cause.Message} {GetAgain}", cause);
        }
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
