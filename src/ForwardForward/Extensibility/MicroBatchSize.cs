using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>How much goes through a layer at a time.</summary>
/// <param name="Rows">Rows of a micro-batch. A batch of up to twice as many is not split.</param>
/// <param name="Values">Numbers of the largest layer's activations.</param>
internal sealed record MicroBatchSize(int Rows, long Values)
{
    /// <summary>What stays in a processor's cache.</summary>
    public static MicroBatchSize OfProcessor { get; } = new(1_000, 2_000_000);

    /// <summary>A gigabyte at most: elsewhere a call costs more than memory, and many small ones leave the device idle.</summary>
    private static MicroBatchSize Elsewhere { get; } = new(16_000, 256_000_000);

    /// <summary>What suits a device.</summary>
    public static MicroBatchSize On(Device device) => device.type == DeviceType.CPU ? OfProcessor : Elsewhere;

    /// <summary>Whether so many rows are one micro-batch.</summary>
    public bool HoldsWhole(long rows) => rows <= 2 * Rows;

    /// <summary>
    /// How many images go through a whole network at a time. Fewer than learn at a time: the memory of the first ones is new, which costs
    /// more than the calls that are saved.
    /// </summary>
    /// <param name="largestSample">The numbers that the largest layer makes of an image.</param>
    public int CountImages(long largestSample) => (int)Math.Clamp(Values / largestSample, 1, Rows / 2);
}
