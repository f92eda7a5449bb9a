using System.Globalization;
using ForwardForward.Tests.Runtime;

namespace ForwardForward.Tests.Reliability;

public sealed class StepMemoryTests
{
    /// <summary>
    /// A step's images, rows, products, activations and gradients are 4 MB; where each is asked for anew, so are its pages.
    /// The bound leaves room for what an epoch does once, and for the runtime.
    /// </summary>
    [LinuxX64Fact]
    public void Fit_DenseLayers_AsksForNoLargeBlockInAStep()
    {
        using ChildProcess child = new(ChildProgram.StepMemory);

        long.Parse(child.ReadToEnd()[^1], CultureInfo.InvariantCulture).Should().BeLessThan(200_000);
    }
}
