namespace ForwardForward.Data;

/// <summary>
/// Bytes to read that nobody can go beyond. The decoder skips as far as a file says, and where that is past the end, it waits for
/// ever for an end that it has left behind.
/// </summary>
internal sealed class BoundedStream(byte[] content) : MemoryStream(content, writable: false)
{
    public override long Seek(long offset, SeekOrigin loc)
    {
        long origin = loc switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => Position,
            _ => Length,
        };
        return base.Seek(Math.Clamp(origin + offset, 0, Length), SeekOrigin.Begin);
    }

    public override long Position
    {
        get => base.Position;
        set => base.Position = Math.Clamp(value, 0, Length);
    }
}
