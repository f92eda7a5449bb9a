namespace ForwardForward.Data;

/// <summary>The content of a file as a stream, unpacked where it is gzipped. Disposing it closes the file.</summary>
internal sealed class ContentStream(Stream file, string name) : Stream
{
    private readonly FileContent _content = new(file, name);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _content.Read(buffer);
        if (count < buffer.Length)
            _content.ExpectEndOfGZip();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }
}
