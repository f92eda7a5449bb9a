using ForwardForward.Runtime;

namespace ForwardForward.Tests.Runtime;

public sealed class NnpackTests
{
    /// <summary>Where it is asked, and does not know the processor, each image by itself leaves a line on the standard error.</summary>
    [LinuxX64Fact]
    public void Load_Libtorch_DoesNotAskNnpack()
    {
        TorchRuntime.EnsureLoaded();

        Nnpack.IsAsked.Should().BeFalse();
    }
}
