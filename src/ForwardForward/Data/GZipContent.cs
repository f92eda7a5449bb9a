using System.IO.Compression;

namespace ForwardForward.Data;

/// <summary>
/// What is packed in a gzipped stream, of one member or of several one after the other, as <c>cat a.gz b.gz</c> and bgzip write them.
/// Disposing it leaves the inner stream open.
/// </summary>
/// <remarks>
/// <see cref="GZipStream"/> takes a stream that was cut short for one that ends there. So a member of our own stands behind the last
/// one: what it holds comes out only where all before it is whole.
/// </remarks>
internal sealed class GZipContent : SequentialStream
{
    private const int AheadBytes = 1 << 14;

    private static readonly byte[] Mark = "the end of a whole gzipped file."u8.ToArray(), PackedMark = Pack(Mark);

    private readonly GZipStream _unzip;
    private readonly byte[] _ahead = new byte[AheadBytes + Mark.Length];
    private int _start, _end;
    private bool _isAtEnd;

    /// <param name="zipped">The stream, from its first byte on.</param>
    public GZipContent(Stream zipped) => _unzip = new GZipStream(new MarkedStream(zipped), CompressionMode.Decompress);

    /// <summary>Whether everything has been read, and the last member is whole.</summary>
    public bool IsWhole { get; private set; }

    /// <exception cref="InvalidDataException">A member is damaged.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (CountReady() == 0 && !_isAtEnd)
            ReadAhead();
        int count = Math.Min(buffer.Length, CountReady());
        _ahead.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unzip.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>How many bytes are known to be content: before the end, the last may be those of the mark.</summary>
    private int CountReady() => Math.Max(0, _end - _start - (_isAtEnd ? 0 : Mark.Length));

    private void ReadAhead()
    {
        _ahead.AsSpan(_start.._end).CopyTo(_ahead);
        (_start, _end) = (0, _end - _start);
        while (CountReady() == 0 && !_isAtEnd)
        {
            int count = _unzip.Read(_ahead.AsSpan(_end));
            _isAtEnd = count == 0;
            _end += count;
        }
        IsWhole = _isAtEnd && _ahead.AsSpan(0, _end).EndsWith(Mark);
        if (IsWhole)
            _end -= Mark.Length;
    }

    private static byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.Fastest))
            zip.Write(content);
        return packed.ToArray();
    }

    private sealed class MarkedStream(Stream zipped) : SequentialStream
    {
        private int _given;

        public override int Read(Span<byte> buffer)
        {
            int count = zipped.Read(buffer);
            if (count > 0)
                return count;
            count = Math.Min(buffer.Length, PackedMark.Length - _given);
            PackedMark.AsSpan(_given, count).CopyTo(buffer);
            _given += count;
            return count;
        }
    }
}
