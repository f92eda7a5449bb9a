using ForwardForward.Benchmarks.Measuring;

namespace ForwardForward.Benchmarks.Device;

/// <summary>What a training step takes on the device, in milliseconds.</summary>
/// <param name="Network">Its layers.</param>
/// <param name="Batch">Images of a step.</param>
/// <param name="Ours">The network's.</param>
/// <param name="Twin">The same layers' by backpropagation.</param>
/// <param name="Processor">The network's on the processor of the same machine; null where that was not waited for.</param>
internal sealed record DeviceStep(string Network, int Batch, Quartiles Ours, Quartiles Twin, double? Processor)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Network}, {Batch} images: {Ours.Median:F2} ms ({Ours.Lower:F2} to {Ours.Upper:F2}), twin {Twin.Median:F2} ms, ")
            + FormattableString.Invariant($"ratio {Ours.Median / Twin.Median:F2}; on the processor {Processor:F2} ms");
}
