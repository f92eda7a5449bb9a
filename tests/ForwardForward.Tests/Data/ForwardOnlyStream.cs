namespace ForwardForward.Tests.Data;

/// <summary>A stream like a network's: it cannot seek and hands out its bytes in odd pieces.</summary>
internal sealed class ForwardOnlyStream(byte[] content) : MemoryStream(content)
{
    private const int Piece = 1_013;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, Piece)]);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, Piece));

    public override long Seek(long offset, SeekOrigin loc) => throw new NotSupportedException();
}
