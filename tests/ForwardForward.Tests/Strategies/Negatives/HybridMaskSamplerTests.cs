using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class HybridMaskSamplerTests
{
    [Fact]
    public void Blur_PointInTheMiddle_SpreadsInBothDirections()
    {
        // (1/4, 1/2, 1/4) down times (1/4, 1/2, 1/4) across.
        Tensor point = zeros([1, 1, 3, 3]);
        point[0, 0, 1, 1] = 16;

        Values(HybridMaskSampler.Blur(point, 1)).Should().Equal(1, 2, 1, 2, 4, 2, 1, 2, 1);
    }

    [Fact]
    public void Blur_PointAtTheEdge_SeesItselfBeyondTheEdge()
    {
        // Once: (1/2 + 1/4, 1/4, 0). Twice: (3/4 · 3/4 + 1/4 · 1/4, 1/4 · 3/4 + 1/2 · 1/4, 1/4 · 1/4). Across only: the height is 1.
        Tensor point = tensor(new float[] { 16, 0, 0 }).view(1, 1, 1, 3);

        Values(HybridMaskSampler.Blur(point, 0)).Should().Equal(16, 0, 0);
        Values(HybridMaskSampler.Blur(point, 1)).Should().Equal(12, 4, 0);
        Values(HybridMaskSampler.Blur(point, 2)).Should().Equal(10, 5, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    public void Corrupt_BlackAndWhiteImages_TakesEachPixelFromOneOfTheTwo(int blurs)
    {
        Tensor mask = Mask(blurs);

        Values(mask).Should().OnlyContain(pixel => pixel == 0 || pixel == 1);
        mask.select(1, 0).eq(mask.select(1, 1)).all().item<bool>().Should().BeTrue("one mask serves all channels");
        mask[0].eq(mask[2]).all().item<bool>().Should().BeFalse("each image has its own mask");
        mask.mean().ToDouble().Should().BeApproximately(0.5, 0.1);
    }

    [Fact]
    public void Corrupt_BlurredMask_HasLargerPatches()
    {
        // Of unblurred bits, every second pair of neighbours differs.
        ShareOfSeams(Mask(blurs: 0)).Should().BeApproximately(0.5, 0.02);
        ShareOfSeams(Mask(blurs: 2)).Should().BeLessThan(0.3);
        ShareOfSeams(Mask(blurs: 6)).Should().BeLessThan(0.2);
    }

    [Fact]
    public void Corrupt_ManyImages_TakesTheRestFromAClassThatIsNotShown()
    {
        LabelledBatch images = MarkedImages.Create(300, classes: 3);
        using Generator generator = new(7UL);

        Tensor corrupted = new HybridMaskSampler(blurs: 0).Corrupt(images, images.Labels, new SamplingContext(generator, 3));

        // 12 bits that are all alike are rare: nearly every image shows its own row and one other.
        long[] truth = Longs(images.Labels);
        int[][] rows = MarkedImages.RowsShown(corrupted);
        rows.Count(shown => shown.Length == 2).Should().BeGreaterThan(290);
        for (int row = 0; row < rows.Length; row++)
            rows[row].Should().OnlyContain(shown => shown == row || truth[shown] != truth[row]).And.HaveCountLessThan(3);
    }

    [Fact]
    public void Constructor_NegativeBlurs_IsRefused() =>
        FluentActions.Invoking(() => new HybridMaskSampler(-1)).Should().Throw<ArgumentOutOfRangeException>();

    /// <summary>The masks themselves: class 1 is white, class 0 black, and under its true label each is mixed with the other.</summary>
    private static Tensor Mask(int blurs)
    {
        Tensor labels = arange(60, int64).remainder(2);
        LabelledBatch images = new(labels.to(float32).view(-1, 1, 1, 1).expand(-1, 2, 28, 20).contiguous(), labels);
        using Generator generator = new(7UL);
        Tensor corrupted = new HybridMaskSampler(blurs).Corrupt(images, labels, new SamplingContext(generator, 2));
        return where(images.Images.eq(1), corrupted, 1 - corrupted);
    }

    /// <summary>The share of neighbours, down and across, that differ.</summary>
    private static double ShareOfSeams(Tensor masks)
    {
        Tensor down = masks.narrow(2, 1, 27).ne(masks.narrow(2, 0, 27));
        Tensor across = masks.narrow(3, 1, 19).ne(masks.narrow(3, 0, 19));
        return cat([down.flatten(), across.flatten()]).to(float64).mean().ToDouble();
    }
}
