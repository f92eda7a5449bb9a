using System.Diagnostics;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>Reads one damaged input after the other, and holds each to its time and its memory.</summary>
internal sealed class RubbishRun(ITestOutputHelper output)
{
    private const int Inputs = 10_000;
    private const long ManagedConstant = 4 << 20; // One part of a reader, and what JSON takes of a small text.
    private const long ManagedFactor = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5); // Far above a millisecond, so that only a hang takes so long.

    /// <param name="create">Makes an input from its number.</param>
    /// <param name="read">Reads it, and returns the bytes of the tensors that came of it.</param>
    /// <param name="nativeFactor">How many bytes of tensors a byte of input may become.</param>
    /// <param name="documented">What reading may throw.</param>
    public void Run(Func<int, byte[]> create, Func<byte[], long> read, long nativeFactor, params Type[] documented) =>
        Run(create, read, nativeFactor, Inputs, documented);

    public void Run(Func<int, byte[]> create, Func<byte[], long> read, long nativeFactor, int inputs, params Type[] documented)
    {
        long tensors = Tensors.CountLive();
        int accepted = 0;
        long mostManaged = 0;
        TimeSpan longest = TimeSpan.Zero;
        for (int index = 0; index < inputs; index++)
        {
            byte[] input = create(index);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long started = Stopwatch.GetTimestamp();
            try
            {
                long native = read(input);
                native.Should().BeLessThanOrEqualTo(nativeFactor * input.Length, "input {0} is no larger", index);
                accepted++;
            }
            catch (Exception cause) when (documented.Contains(cause.GetType()))
            {
            }
            TimeSpan taken = Stopwatch.GetElapsedTime(started);
            long managed = GC.GetAllocatedBytesForCurrentThread() - before;
            managed.Should().BeLessThan(ManagedConstant + (ManagedFactor * input.Length), "input {0} has {1} bytes", index, input.Length);
            taken.Should().BeLessThan(Longest, "input {0} must not hang", index);
            (mostManaged, longest) = (Math.Max(mostManaged, managed), taken > longest ? taken : longest);
        }

        Tensor.TotalCount.Should().Be(tensors);
        accepted.Should().BeInRange(1, inputs / 2, "some changes do no harm, and most do");
        output.WriteLine(
            $"{inputs} inputs: {accepted} read, {inputs - accepted} refused; at most {mostManaged / 1024} KiB managed and "
                + $"{longest.TotalMilliseconds:0.0} ms each.");
    }
}
