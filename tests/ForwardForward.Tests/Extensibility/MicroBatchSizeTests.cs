using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Extensibility;

public sealed class MicroBatchSizeTests
{
    [Theory]
    [InlineData("cpu", 2_000, true)]
    [InlineData("cpu", 2_001, false)]
    [InlineData("cuda", 32_000, true)]
    [InlineData("cuda", 32_001, false)]
    public void HoldsWhole_Rows_AreTwiceAMicroBatchOfTheDevice(string device, long rows, bool expected) =>
        MicroBatchSize.On(new Device(device)).HoldsWhole(rows).Should().Be(expected);

    [Theory]
    [InlineData("cpu", 500, 500)]
    [InlineData("cpu", 100_000, 20)]
    [InlineData("cpu", 3_000_000, 1)]
    [InlineData("cuda", 500, 8_000)]
    [InlineData("cuda", 100_000, 2_560)]
    public void CountImages_LargestLayer_StaysWithinTheNumbers(string device, long largestSample, int expected) =>
        MicroBatchSize.On(new Device(device)).CountImages(largestSample).Should().Be(expected);
}
