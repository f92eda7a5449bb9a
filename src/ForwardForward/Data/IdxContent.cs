using System.Buffers.Binary;
using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Data;

/// <summary>The header and the values of one IDX file; every problem becomes an <see cref="InvalidDataException"/>.</summary>
internal static class IdxContent
{
    private const long SmallestChunk = 1 << 20;
    private const long LargestChunk = 1 << 26; // Beyond what allocators keep for themselves: it goes back when it is freed.

    public static void ExpectMagic(this FileContent content, uint expected, string kind, uint other, string otherAdvice)
    {
        uint magic = content.ReadNumber("magic number");
        if (magic == expected)
            return;
        string advice = magic == other ? otherAdvice : "Check that the right file was given.";
        throw content.Invalid(
            $"is not an IDX {kind} file: it starts with 0x{magic:X8} instead of 0x{expected:X8}. {advice}{content.LooksLike()}");
    }

    public static int ReadDimension(this FileContent content, string what, int largest)
    {
        uint value = content.ReadNumber(what);
        return value is > 0 && value <= largest
            ? (int)value
            : throw content.Invalid($"has the {what} {value}, which must be between 1 and {largest}. {FileContent.GetAgain}");
    }

    /// <summary>
    /// Reads exactly <paramref name="expected"/> bytes, in chunks that grow with what has come, and insists that nothing follows.
    /// </summary>
    /// <returns>The bytes, <c>[expected]</c>, which belong to the current dispose scope.</returns>
    public static Tensor ReadToEnd(this FileContent content, long expected, string what)
    {
        if (content.KnownLength is long available && available != expected)
            throw content.WrongLength(expected, string.Create(CultureInfo.InvariantCulture, $"{available}"), what);
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> chunks = [];
        long received = 0;
        while (received < expected)
        {
            long length = Math.Min(Math.Clamp(received, SmallestChunk, LargestChunk), expected - received);
            Tensor chunk = TensorCreation.Empty([length], ScalarType.Byte, CPU);
            int count = content.Read(chunk.bytes);
            received += count;
            if (count < length)
                throw content.WrongLength(expected, string.Create(CultureInfo.InvariantCulture, $"{received}"), what);
            chunks.Add(chunk);
        }
        return content.Read(new byte[1]) == 0
            ? Join(chunks, expected).MoveToOuterDisposeScope()
            : throw content.WrongLength(expected, "more", what);
    }

    /// <summary>Frees each chunk once it is copied, so that the bytes are there once and not twice.</summary>
    private static Tensor Join(List<Tensor> chunks, long length)
    {
        Tensor whole = TensorCreation.Empty([length], ScalarType.Byte, CPU);
        long start = 0;
        foreach (Tensor chunk in chunks)
        {
            using Tensor place = whole.narrow(0, start, chunk.shape[0]);
            place.copy_(chunk);
            start += chunk.shape[0];
            chunk.Dispose();
        }
        return whole;
    }

    private static uint ReadNumber(this FileContent content, string what)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        return content.Read(bytes) == bytes.Length
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : throw content.Invalid(
                $"ends inside its header, before the {what} is complete. {FileContent.GetAgain}{content.LooksLike()}");
    }

    private static InvalidDataException WrongLength(this FileContent content, long expected, string received, string what) =>
        content.Invalid(string.Create(
            CultureInfo.InvariantCulture,
            $"should hold {what}, {expected} bytes after its header, but holds {received}. {FileContent.GetAgain}"));
}
