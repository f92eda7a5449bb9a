using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace ForwardForward.Data;

/// <summary>
/// The uncompressed bytes of one IDX file, read front to back; every problem becomes an <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class IdxContent : IDisposable
{
    private const int ChunkBytes = 1 << 20;
    private const string GetAgain = "Get an undamaged copy of the file.";
    private readonly Stream _source;
    private readonly GZipStream? _unzip;
    private readonly string _name;
    private readonly IncrementalHash? _hash;

    public IdxContent(Stream stream, string name, IncrementalHash? hash)
    {
        _name = name;
        _hash = hash;
        (_source, bool zipped) = GZipProbe.Look(stream);
        _unzip = zipped ? new GZipStream(_source, CompressionMode.Decompress, leaveOpen: true) : null;
    }

    public void ExpectMagic(uint expected, string kind, uint other, string otherAdvice)
    {
        uint magic = ReadNumber("magic number");
        if (magic == expected)
            return;
        string advice = magic == other ? otherAdvice : "Check that the right file was given.";
        throw Invalid($"is not an IDX {kind} file: it starts with 0x{magic:X8} instead of 0x{expected:X8}. {advice}");
    }

    public int ReadDimension(string what, int largest)
    {
        uint value = ReadNumber(what);
        return value is > 0 && value <= largest
            ? (int)value
            : throw Invalid($"has the {what} {value}, which must be between 1 and {largest}. {GetAgain}");
    }

    /// <summary>Reads exactly <paramref name="expected"/> bytes, in chunks, and insists that nothing follows.</summary>
    public List<byte[]> ReadToEnd(long expected, string what)
    {
        CheckAgainstFileLength(expected, what);
        var chunks = new List<byte[]>();
        long received = 0;
        while (received < expected)
        {
            var chunk = new byte[Math.Min(ChunkBytes, expected - received)];
            int count = Read(chunk);
            received += count;
            if (count < chunk.Length)
                throw WrongLength(expected, string.Create(CultureInfo.InvariantCulture, $"{received}"), what);
            chunks.Add(chunk);
        }

        return Read(new byte[1]) == 0 ? chunks : throw WrongLength(expected, "more", what);
    }

    public void Dispose() => _unzip?.Dispose();

    /// <summary>Of a plain seekable stream the length is known before anything is read.</summary>
    private void CheckAgainstFileLength(long expected, string what)
    {
        if (_unzip is not null || !_source.CanSeek)
            return;
        long available = _source.Length - _source.Position;
        if (available != expected)
            throw WrongLength(expected, string.Create(CultureInfo.InvariantCulture, $"{available}"), what);
    }

    private uint ReadNumber(string what)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return Read(bytes) == bytes.Length
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : throw Invalid($"ends inside its header, before the {what} is complete. {GetAgain}");
    }

    /// <summary>Fills the buffer as far as the file reaches.</summary>
    private int Read(Span<byte> buffer)
    {
        try
        {
            int count = (_unzip ?? _source).ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            _hash?.AppendData(buffer[..count]);
            return count;
        }
        catch (InvalidDataException cause)
        {
            throw new InvalidDataException($"{_name} is gzipped, but damaged or cut short: {cause.Message} {GetAgain}", cause);
        }
    }

    private InvalidDataException WrongLength(long expected, string received, string what) =>
        Invalid(string.Create(
            CultureInfo.InvariantCulture, $"should hold {what}, {expected} bytes after its header, but holds {received}. {GetAgain}"));

    private InvalidDataException Invalid(string problem) => new($"{_name} {problem}");
}
