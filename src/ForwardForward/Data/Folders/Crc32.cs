namespace ForwardForward.Data;

/// <summary>The checksum of PNG files: the cyclic redundancy check of ISO 3309, with 32 bits.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Divide((uint)value))];

    public static uint Of(ReadOnlySpan<byte> content)
    {
        uint rest = uint.MaxValue;
        foreach (byte value in content)
            rest = Table[(byte)rest ^ value] ^ (rest >> 8);
        return ~rest;
    }

    private static uint Divide(uint rest)
    {
        for (int bit = 0; bit < 8; bit++)
            rest = (rest & 1) == 1 ? (rest >> 1) ^ Polynomial : rest >> 1;
        return rest;
    }
}
