using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class PartnerImagesTests
{
    private const int Draws = 2000;

    [Fact]
    public void OutsideClass_FourImages_DrawsTheOthersOfAllowedClassesEvenly()
    {
        Tensor labels = LabelsOf(1, 0, 1, 2);
        Tensor excluded = LabelsOf(1, 1, 0, 0);

        int[,] counts = Count(4, context => PartnerImages.OutsideClass(labels, excluded, context));

        ShouldBeEven(counts, row: 0, 1, 3); // Not class 1.
        ShouldBeEven(counts, row: 1, 3); // Not class 1, and itself only if there were no other.
        ShouldBeEven(counts, row: 2, 0, 3); // Not class 0, and not itself.
        ShouldBeEven(counts, row: 3, 0, 2); // Not class 0, and not itself.
    }

    [Fact]
    public void OutsideClass_ClassInTheMiddle_DrawsBothSidesEvenly()
    {
        Tensor labels = LabelsOf(2, 1, 0, 0, 2, 1);
        Tensor excluded = LabelsOf(1, 1, 1, 1, 1, 1);

        int[,] counts = Count(6, context => PartnerImages.OutsideClass(labels, excluded, context));

        ShouldBeEven(counts, row: 0, 2, 3, 4);
        ShouldBeEven(counts, row: 1, 0, 2, 3, 4);
        ShouldBeEven(counts, row: 2, 0, 3, 4);
        ShouldBeEven(counts, row: 5, 0, 2, 3, 4);
    }

    [Fact]
    public void OutsideClass_NoOtherImage_GivesTheRowItself()
    {
        Draw(context => PartnerImages.OutsideClass(LabelsOf(2, 2, 2), LabelsOf(2, 2, 2), context)).Should().Equal(0, 1, 2);
        Draw(context => PartnerImages.OutsideClass(LabelsOf(0, 1), LabelsOf(1, 0), context)).Should().Equal(0, 1);
        Draw(context => PartnerImages.OutsideClass(LabelsOf(1), LabelsOf(0), context)).Should().Equal(0);
    }

    [Fact]
    public void OutsideClass_OneClassAndAnotherExcluded_DrawsTheOthersEvenly()
    {
        int[,] counts = Count(3, context => PartnerImages.OutsideClass(LabelsOf(2, 2, 2), LabelsOf(0, 1, 3), context));

        ShouldBeEven(counts, row: 0, 1, 2);
        ShouldBeEven(counts, row: 1, 0, 2);
        ShouldBeEven(counts, row: 2, 0, 1);
    }

    [Fact]
    public void OfOwnClass_FourImages_DrawsTheOthersOfTheClassEvenly()
    {
        int[,] counts = Count(4, context => PartnerImages.OfOwnClass(LabelsOf(1, 0, 1, 1), context));

        ShouldBeEven(counts, row: 0, 2, 3);
        ShouldBeEven(counts, row: 1, 1); // Alone.
        ShouldBeEven(counts, row: 2, 0, 3);
        ShouldBeEven(counts, row: 3, 0, 2);
    }

    [Fact]
    public void Draws_FullTrainingSet_NeedNoTableOfPairs()
    {
        // 60,000² pairs would take 3.6 GB at a byte each.
        Tensor labels = arange(60_000, int64).remainder(10);
        using Generator generator = new(7UL);
        SamplingContext context = new(generator, 10);

        Tensor own = PartnerImages.OfOwnClass(labels, context);
        Tensor other = PartnerImages.OutsideClass(labels, labels, context);

        labels.index_select(0, own).eq(labels).all().item<bool>().Should().BeTrue();
        own.eq(arange(60_000, int64)).any().item<bool>().Should().BeFalse();
        labels.index_select(0, other).eq(labels).any().item<bool>().Should().BeFalse();
        Longs(own).Distinct().Count().Should().BeInRange(36_000, 40_000, "drawn with replacement, 1 − 1/e of the images come up: 37,900");
        Longs(other).Distinct().Count().Should().BeInRange(36_000, 40_000);
    }

    [Fact]
    public void Shuffled_ManyImages_IsAPermutation()
    {
        long[] order = Draw(context => PartnerImages.Shuffled(zeros([1000], int64), context));

        order.Should().NotBeInAscendingOrder();
        order.Order().Should().Equal(Enumerable.Range(0, 1000).Select(row => (long)row));
    }

    private static long[] Draw(Func<SamplingContext, Tensor> draw)
    {
        using Generator generator = new(7UL);
        return Longs(draw(new SamplingContext(generator, 4)));
    }

    /// <summary>How often each row was given each image.</summary>
    private static int[,] Count(int images, Func<SamplingContext, Tensor> draw)
    {
        using Generator generator = new(7UL);
        SamplingContext context = new(generator, 4);
        int[,] counts = new int[images, images];
        for (int repeat = 0; repeat < Draws; repeat++)
        {
            using Tensor partners = draw(context);
            long[] drawn = Longs(partners);
            for (int row = 0; row < images; row++)
                counts[row, drawn[row]]++;
        }
        return counts;
    }

    /// <summary>Only these images, each equally often but for five standard deviations, √(n · p · (1 − p)) ≤ √n / 2.</summary>
    private static void ShouldBeEven(int[,] counts, int row, params int[] images)
    {
        double expected = (double)Draws / images.Length;
        foreach (int image in images)
            ((double)counts[row, image]).Should().BeApproximately(expected, 5 * Math.Sqrt(Draws) / 2, $"row {row} is given image {image}");
        images.Sum(image => counts[row, image]).Should().Be(Draws);
    }
}
