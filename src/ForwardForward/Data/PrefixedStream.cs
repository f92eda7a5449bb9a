namespace ForwardForward.Data;

/// <summary>
/// A forward-only stream that gives back bytes already taken from it, and remembers the last four that it gave. Disposing it leaves the
/// inner stream open.
/// </summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream inner) : SequentialStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    /// <summary>The last four bytes given, as a little-endian number.</summary>
    public uint Tail { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        int count = Take(buffer);
        foreach (byte given in buffer[Math.Max(0, count - sizeof(uint))..count])
            Tail = (Tail >> 8) | ((uint)given << 24);
        return count;
    }

    private int Take(Span<byte> buffer)
    {
        if (_prefix.IsEmpty)
            return inner.Read(buffer);
        int count = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..count].CopyTo(buffer);
        _prefix = _prefix[count..];
        return count;
    }
}
