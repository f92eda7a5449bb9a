namespace ForwardForward.Data;

/// <summary>
/// The SplitMix64 generator of Steele, Lea and Flood. Small, good enough for data, and ours: its numbers never change with the runtime.
/// Not thread-safe; give every image or part its own, through <see cref="Fork"/>.
/// </summary>
internal struct SplitMix64(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>An independent generator for item <paramref name="stream"/> of <paramref name="seed"/>.</summary>
    public static SplitMix64 Fork(long seed, long stream)
    {
        ulong origin = new SplitMix64(seed).NextBits();
        var mixer = new SplitMix64((long)(origin + ((ulong)stream * 0xD1342543DE82EF95UL)));
        return new SplitMix64((long)mixer.NextBits());
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        ulong bits = _state;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }

    /// <summary>A whole number in [0, <paramref name="limit"/>).</summary>
    public int NextInt(int limit) => (int)Math.BigMul(NextBits(), (ulong)limit, out _);

    /// <summary>A number in [0, 1) with 24 random bits.</summary>
    public float NextSingle() => (NextBits() >> 40) * (1f / (1 << 24));
}
