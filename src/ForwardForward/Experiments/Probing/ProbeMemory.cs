using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>What a probe may hold in memory.</summary>
internal static class ProbeMemory
{
    /// <summary>Refuses on the CPU what this process cannot have, before any of it is allocated; other devices say so themselves.</summary>
    /// <param name="bytes">How much is needed.</param>
    /// <param name="purpose">What needs it and why, such as "A probe of 10 features of 20 images keeps features (…)".</param>
    /// <param name="remedy">What to do instead, a sentence.</param>
    /// <param name="device">Where it is needed.</param>
    /// <exception cref="InvalidOperationException">It is more than is left.</exception>
    public static void Require(double bytes, string purpose, string remedy, Device device)
    {
        double left = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - (double)Environment.WorkingSet;
        if (device.type == DeviceType.CPU && bytes > left)
            throw new InvalidOperationException(
                FormattableString.Invariant($"{purpose}: {bytes:N0} bytes. This process can have {left:N0} more. {remedy}"));
    }
}
