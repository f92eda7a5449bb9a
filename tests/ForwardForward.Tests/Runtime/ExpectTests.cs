using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Runtime;

public sealed class ExpectTests
{
    private static readonly Device Meta = new(DeviceType.META);

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void Classes_OneOutOfRange_NamesRowAndValue(long wrong)
    {
        using Tensor labels = Tensors.LabelsOf(0, 2, wrong, 1);

        FluentActions.Invoking(() => Expect.Classes(labels, 3))
            .Should().Throw<ArgumentException>().WithMessage($"labels must be classes from 0 to 2, but row 2 is {wrong}.*");
    }

    [Fact]
    public void Classes_EverySecondRow_AreLookedAtAsTheyAre()
    {
        using Tensor all = Tensors.LabelsOf(0, 9, 1, 9, 2, 9), labels = all.view(3, 2).select(1, 0);

        Expect.Classes(labels, 3).Should().BeSameAs(labels);
        FluentActions.Invoking(() => Expect.Classes(labels, 2)).Should().Throw<ArgumentException>().WithMessage("*row 2 is 2*");
    }

    [Fact]
    public void Classes_InADevicesMemory_AreNotFetched()
    {
        using Tensor labels = empty([4], int64, Meta);

        Expect.Classes(labels, 3).Should().BeSameAs(labels);
    }

    [Fact]
    public void Beside_AnotherDevice_NamesBoth()
    {
        using Tensor here = zeros(2), elsewhere = zeros([2], device: Meta);

        FluentActions.Invoking(() => Expect.Beside(elsewhere, here))
            .Should().Throw<ArgumentException>().WithMessage("elsewhere must be on cpu, as here is, but is [2] of Float32*on meta*");
    }

    [Fact]
    public void Rows_OfWhatIsNoFloatingPointNumber_AreRefused()
    {
        foreach (ScalarType type in (ScalarType[])[ScalarType.Bool, ScalarType.Byte, ScalarType.Int64, ScalarType.ComplexFloat32])
        {
            using Tensor rows = zeros([4, 3], type);
            FluentActions.Invoking(() => Expect.Rows(rows)).Should().Throw<ArgumentException>().WithMessage($"rows must be*{type}*");
        }
    }
}
