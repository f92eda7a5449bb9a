namespace ForwardForward.Runtime;

/// <summary>
/// The SplitMix64 generator of Steele, Lea and Flood. Small, good enough for data, and ours: its numbers never change with the runtime.
/// Not thread-safe; every image or part gets its own, through <see cref="Fork"/>.
/// </summary>
internal sealed class SplitMix64(long seed)
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

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float Between(float low, float high) => low + ((high - low) * NextSingle());

    /// <summary>True with the given probability.</summary>
    public bool Chance(float probability) => NextSingle() < probability;

    /// <summary>
    /// A bell-shaped number, mean 0, deviation 1, within ±3.5: the sum of four uniform numbers, which needs no logarithm.
    /// </summary>
    public float NextBell()
    {
        const float Root3 = 1.7320508f;
        ulong bits = NextBits();
        float sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum * (1f / 65_536)) - 2) * Root3;
    }
}
