using System.Globalization;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Runtime;

public sealed class NativeHeapTests
{
    private const int Blocks = 50;
    private const int BlockBytes = 8 * 1_024 * 1_024;

    [LinuxX64Fact]
    public void KeepFreedMemory_BlocksFreedAndAskedForAgain_AreNotFilledAnewByLinux()
    {
        TorchRuntime.KeepFreedMemory().Should().BeTrue();
        Use(1);

        long before = CountPageFaults();
        Use(Blocks);

        (CountPageFaults() - before)
            .Should().BeLessThan(Blocks * BlockBytes / Environment.SystemPageSize / 4, "otherwise every page of every block is one");
    }

    [LinuxX64Fact]
    public void KeepFreedMemory_EnvironmentThatSaysHow_LeavesItAlone()
    {
        Environment.SetEnvironmentVariable("MALLOC_TRIM_THRESHOLD_", "131072");
        try
        {
            NativeHeap.KeepFreedMemory().Should().BeFalse();
        }
        finally
        {
            Environment.SetEnvironmentVariable("MALLOC_TRIM_THRESHOLD_", null);
        }
    }

    private static void Use(int times)
    {
        for (int block = 0; block < times; block++)
            zeros(BlockBytes / sizeof(float)).fill_(1).Dispose();
    }

    /// <summary>Pages that Linux had to give this process so far, without reading from a disk.</summary>
    private static long CountPageFaults() =>
        long.Parse(
            File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[7],
            CultureInfo.InvariantCulture);
}
