namespace ForwardForward.Tests.Data.Folders;

/// <summary>Codes of any number of bits, one after the other in bytes.</summary>
/// <param name="lowFirst">
/// Whether a code begins with its lowest bit and fills bytes from there, as in GIF; else from the highest, as in JPEG.
/// </param>
internal sealed class BitRow(bool lowFirst)
{
    private readonly List<bool> _bits = [];

    public void Add(int code, int length)
    {
        for (int bit = 0; bit < length; bit++)
            _bits.Add(((code >> (lowFirst ? bit : length - 1 - bit)) & 1) == 1);
    }

    /// <summary>The bytes; what is left of the last one is 0 in GIF and 1 in JPEG.</summary>
    public byte[] ToArray() =>
    [
        .. _bits.Chunk(8).Select(bits => (byte)Enumerable.Range(0, 8)
            .Sum(bit => (bit < bits.Length ? bits[bit] : !lowFirst) ? 1 << (lowFirst ? bit : 7 - bit) : 0)),
    ];
}
