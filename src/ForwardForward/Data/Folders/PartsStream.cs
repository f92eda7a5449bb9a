namespace ForwardForward.Data;

/// <summary>Parts of memory, one after the other.</summary>
internal sealed class PartsStream(IReadOnlyList<ReadOnlyMemory<byte>> parts) : SequentialStream
{
    private int _part, _given;

    public override int Read(Span<byte> buffer)
    {
        while (_part < parts.Count && _given == parts[_part].Length)
            (_part, _given) = (_part + 1, 0);
        if (_part == parts.Count)
            return 0;
        int count = Math.Min(buffer.Length, parts[_part].Length - _given);
        parts[_part].Span.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }
}
