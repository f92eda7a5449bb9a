namespace ForwardForward.Data;

/// <summary>
/// Bytes to read that nobody can go beyond, nor back in but to their start. The decoder skips as far as a file says: past the end it would
/// wait for ever for an end that it has left behind, and backwards it would read the same bytes for ever.
/// </summary>
internal sealed class BoundedStream(byte[] content) : MemoryStream(content, writable: false)
{
    /// <exception cref="InvalidDataException">The way leads back, but not to the start.</exception>
    public override long Seek(long offset, SeekOrigin loc)
    {
        long origin = loc switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => Position,
            _ => Length,
        };
        long place = Math.Min(origin + offset, Length);
        return place == 0 || place >= Position
            ? base.Seek(place, SeekOrigin.Begin)
            : throw new InvalidDataException("A part of the file is said to end before it begins.");
    }

    public override long Position
    {
        get => base.Position;
        set => Seek(value, SeekOrigin.Begin);
    }
}
