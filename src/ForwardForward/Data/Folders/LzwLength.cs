namespace ForwardForward.Data;

/// <summary>Counts the pixels that the codes of a GIF picture stand for, and makes none of them.</summary>
/// <param name="codeBits">The bits of a pixel.</param>
/// <param name="expected">How many pixels there must be.</param>
internal sealed class LzwLength(int codeBits, long expected)
{
    private const int MostCodes = 8192, MostCodeBits = 12, LastGrowth = 0x0FFF, None = -1;

    private readonly int _clear = codeBits <= MostCodeBits ? 1 << codeBits : throw ImageFault.Damaged();
    private readonly short[] _lengths = new short[MostCodes];
    private int _size = codeBits + 1, _next, _before = None, _bits, _valid;
    private bool _cleared;
    private long _pixels;

    /// <summary>Reads some bytes more.</summary>
    /// <returns>Whether the picture ends in them.</returns>
    /// <exception cref="InvalidDataException">There are too many pixels; or a code stands for nothing.</exception>
    public bool Add(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _bits |= value << _valid;
            _valid += 8;
            while (_valid >= _size)
            {
                int code = _bits & ((1 << _size) - 1);
                (_bits, _valid) = (_bits >> _size, _valid - _size);
                if (code == _clear + 1)
                    return true;
                Add(code);
            }
        }
        return false;
    }

    /// <exception cref="InvalidDataException">There are too few pixels.</exception>
    public void ExpectAll()
    {
        if (_pixels < expected)
            throw ImageFault.CutShort();
    }

    private void Add(int code)
    {
        if (code == _clear)
        {
            (_cleared, _size, _next, _before) = (true, codeBits + 1, _clear + 2, None);
            return;
        }
        // A code may name the one that it defines itself: the pixels before it and the first of them again.
        if (!_cleared || code > _next || (_before == None && code == _next) || _next == MostCodes)
            throw ImageFault.Damaged();
        if (_before != None)
            _lengths[_next++] = (short)(LengthOf(_before) + 1);
        _pixels += LengthOf(code);
        if (_pixels > expected)
            throw ImageFault.HoldsMore();
        if ((_next & ((1 << _size) - 1)) == 0 && _next <= LastGrowth)
            _size++;
        _before = code;
    }

    private int LengthOf(int code) => code < _clear ? 1 : _lengths[code];
}
