using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Extensibility;

public sealed class InitialValuesTests
{
    [Fact]
    public void Uniform_Generator_DrawsWithinTheRootOfTheFanIn()
    {
        using Generator generator = new(1UL);

        Tensor drawn = new InitialValues(generator, CPU).Uniform(25, 1_000);

        drawn.abs().max().ToDouble().Should().BeInRange(0.19, 0.2);
        drawn.mean().ToDouble().Should().BeApproximately(0, 0.02);
    }

    [Fact]
    public void Create_Capacity_AllocatesUpToItAndDrawsNothing()
    {
        using Generator generator = new(1UL);
        InitialValues values = new(generator, CPU, numbers: 10);

        values.Constant(1, 2, 3).device_type.Should().Be(DeviceType.CPU);
        Tensor beyond = values.He(9, 5);
        values.Create([4], _ => throw new InvalidOperationException("Nothing is to be drawn.")).device_type.Should().Be(DeviceType.CPU);
        values.Uniform(9, 1).device_type.Should().Be(DeviceType.META, "6 and 4 make 10");

        beyond.device_type.Should().Be(DeviceType.META);
        beyond.shape.Should().Equal(5);
    }

    [Fact]
    public void Create_MoreThanATensorCanHave_Throws()
    {
        using Generator generator = new(1UL);

        FluentActions.Invoking(() => new InitialValues(generator, CPU, numbers: 10).Uniform(9, 1L << 31, 1L << 31))
            .Should().Throw<OverflowException>();
    }
}
