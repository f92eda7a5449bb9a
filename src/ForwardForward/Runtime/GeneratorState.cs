using System.Buffers.Binary;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>The state of libtorch's generator on the CPU, the Mersenne Twister mt19937, as bytes.</summary>
/// <remarks>
/// The numbers are in little-endian order. First the generator: the seed (8 bytes), the words left before the next twist (4), whether it
/// is seeded (4), the place of the next word (8), and 624 words of 32 bits in 8 bytes each. Then a normal number in three doubles and
/// whether it is kept (4, and 4 of padding). Then another normal number as a float (4) and whether it is kept (1, and 3 of padding).
/// libtorch reads the word at that place unchecked, and ends the process if there is no state.
/// </remarks>
internal static class GeneratorState
{
    private const int Words = 624;
    private const int LeftAt = 8;
    private const int SeededAt = 12;
    private const int NextAt = 16;
    private const int WordsAt = 24;
    private const int NormalAt = WordsAt + (Words * sizeof(ulong));
    private const int NormalIsKeptAt = NormalAt + (3 * sizeof(double));
    private const int FloatNormalAt = NormalIsKeptAt + sizeof(ulong);
    private const int FloatNormalIsKeptAt = FloatNormalAt + sizeof(float);
    private const int Length = FloatNormalIsKeptAt + sizeof(float);

    /// <summary>Why a generator cannot go on from a state, or null where it can.</summary>
    /// <param name="state">A contiguous tensor of bytes on the CPU.</param>
    public static string? FindProblem(Tensor state)
    {
        if (state.dtype != ScalarType.Byte || state.numel() != Length)
            return $"has {state.numel()} numbers of {state.dtype}, and a state of mt19937 has {Length} bytes";
        ReadOnlySpan<byte> bytes = state.bytes;
        int left = BinaryPrimitives.ReadInt32LittleEndian(bytes[LeftAt..]);
        ulong next = BinaryPrimitives.ReadUInt64LittleEndian(bytes[NextAt..]);
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[SeededAt..]) != 1)
            return "is not seeded";
        if (!IsFresh(left, next) && !IsUnderWay(left, next))
            return $"has {left} words left and goes on at word {next} of {Words}, which do not belong together";
        return FindProblemOfWords(bytes[WordsAt..NormalAt]) ?? FindProblemOfNormals(bytes);
    }

    private static bool IsFresh(int left, ulong next) => left == 1 && next == 0;

    private static bool IsUnderWay(int left, ulong next) => left is >= 1 and <= Words && next == (ulong)(Words + 1 - left);

    private static string? FindProblemOfWords(ReadOnlySpan<byte> words)
    {
        bool isZero = true;
        for (int at = 0; at < words.Length; at += sizeof(ulong))
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(words[at..]);
            if (word > uint.MaxValue)
                return $"has the word {word}, which is larger than 32 bits";
            isZero &= word == 0;
        }
        return isZero ? "is zero everywhere, from which nothing but zeros follows" : null;
    }

    private static string? FindProblemOfNormals(ReadOnlySpan<byte> bytes)
    {
        bool isFinite = float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(bytes[FloatNormalAt..]));
        for (int at = NormalAt; at < NormalIsKeptAt; at += sizeof(double))
            isFinite &= double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(bytes[at..]));
        bool areFlags = BinaryPrimitives.ReadInt32LittleEndian(bytes[NormalIsKeptAt..]) is 0 or 1 && bytes[FloatNormalIsKeptAt] is 0 or 1;
        return isFinite && areFlags ? null : "keeps a normal number that is none";
    }
}
