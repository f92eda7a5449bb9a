using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Data;

/// <summary>Parts of images: the first, chosen ones, a split.</summary>
public sealed class LabelledImagesPartsTests
{
    [Fact]
    public void Take_FirstTwo_KeepsOrderAndOutlivesItsOrigin()
    {
        LabelledImages data = Numbered(5);
        using LabelledImages taken = data.Take(2);
        data.Dispose();

        taken.Count.Should().Be(2);
        taken.Images.flatten().data<float>().ToArray().Should().Equal(0, 1);
        taken.Labels.data<long>().ToArray().Should().Equal(0, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Take_OutsideRange_Throws(int count)
    {
        using LabelledImages data = Numbered(5);

        data.Invoking(it => it.Take(count)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*5 images*");
    }

    [Fact]
    public void Select_RepeatedPositions_FollowsTheList()
    {
        using LabelledImages data = Numbered(5);
        using Tensor positions = tensor((int[])[4, 0, 4]);

        using LabelledImages selected = data.Select(positions);

        selected.Images.flatten().data<float>().ToArray().Should().Equal(4, 0, 4);
        selected.Labels.data<long>().ToArray().Should().Equal(0, 0, 0);
    }

    [Fact]
    public void Select_PositionOutsideRange_NamesIt()
    {
        using LabelledImages data = Numbered(5);
        using Tensor positions = tensor(new long[] { 0, 5 });

        data.Invoking(it => it.Select(positions)).Should().Throw<ArgumentException>().WithMessage("Position 1 of the list is 5*0 to 4*");
    }

    [Fact]
    public void SplitStratified_UnevenClasses_KeepsSharesAndLosesNothing()
    {
        using LabelledImages data = Numbered(40);

        (LabelledImages rest, LabelledImages part) = data.SplitStratified(10, seed: 11);
        using (rest)
        using (part)
        {
            part.Labels.data<long>().ToArray().CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value)
                .Should().Equal(3, 3, 2, 2);
            rest.Count.Should().Be(30);
            rest.Images.flatten().data<float>().ToArray().Concat(part.Images.flatten().data<float>().ToArray())
                .Order().Should().Equal(Enumerable.Range(0, 40).Select(index => (float)index));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void SplitStratified_EmptyHalf_Throws(int count)
    {
        using LabelledImages data = Numbered(5);

        data.Invoking(it => it.SplitStratified(count, 0)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*between 1 and 4*");
    }

    /// <summary>One-pixel images whose value is their position; labels 0, 1, 2, 3, 0, …</summary>
    private static LabelledImages Numbered(int count)
    {
        using DisposeScope scope = NewDisposeScope();
        return new LabelledImages(arange(count, ScalarType.Float32).view(count, 1, 1, 1), arange(count, ScalarType.Int64).remainder(4), 4);
    }
}
