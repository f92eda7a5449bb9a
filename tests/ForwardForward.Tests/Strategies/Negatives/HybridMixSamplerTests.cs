using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class HybridMixSamplerTests
{
    // Two images of two pixels, (1, 2) of class 0 and (3, 6) of class 1.
    private static LabelledBatch Pair => new(tensor(new float[] { 1, 2, 3, 6 }).view(2, 1, 1, 2), LabelsOf(0, 1));

    [Fact]
    public void Corrupt_TwoImagesUnderAThirdLabel_AreMixedWithEachOther()
    {
        // α = 1/2: ((1 + 3)/2, (2 + 6)/2) both times. α = 1/4: (1/4 + 9/4, 2/4 + 18/4) and (3/4 + 3/4, 6/4 + 6/4).
        Values(Corrupt(new HybridMixSampler(), Pair, LabelsOf(2, 2))).Should().Equal(2, 4, 2, 4);
        Values(Corrupt(new HybridMixSampler(0.25, 0.25), Pair, LabelsOf(2, 2))).Should().Equal(2.5f, 5, 1.5f, 3);
    }

    [Fact]
    public void Corrupt_EachUnderTheOthersLabel_StayAsTheyAre() =>
        Values(Corrupt(new HybridMixSampler(), Pair, LabelsOf(1, 0))).Should().Equal(1, 2, 3, 6);

    [Fact]
    public void Corrupt_PositivesAsAControl_AreMixedWithAnotherClass()
    {
        LabelledBatch positives = MarkedImages.Create(300, classes: 3);

        Tensor corrupted = Corrupt(new HybridMixSampler(), positives, positives.Labels);

        long[] truth = Longs(positives.Labels);
        MarkedImages.RowsMixed(corrupted).Should().OnlyContain(rows => truth[rows[0]] != truth[rows[1]]);
    }

    [Fact]
    public void Corrupt_PositivesOfOneClassAsAControl_StayAsTheyAre()
    {
        LabelledBatch positives = MarkedImages.Create(ones([5], int64));

        Corrupt(new HybridMixSampler(), positives, positives.Labels).eq(positives.Images).all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Corrupt_SharesInBetween_AreDrawnEvenlyForEachImage()
    {
        // Class 1 is white and class 0 black: under their true labels a white image becomes α, a black one 1 − α.
        Tensor labels = arange(4000, int64).remainder(2);
        LabelledBatch images = new(labels.to(float32).view(-1, 1, 1, 1).expand(-1, 1, 2, 2).contiguous(), labels);

        Tensor corrupted = Corrupt(new HybridMixSampler(0.2, 0.6), images, labels).flatten(1);
        float[] shares = [.. Values(corrupted.narrow(1, 0, 1)).Select((pixel, row) => row % 2 == 1 ? pixel : 1 - pixel)];

        corrupted.eq(corrupted.narrow(1, 0, 1)).all().item<bool>().Should().BeTrue("all pixels of an image share its α");
        shares.Should().OnlyContain(share => share > 0.2f - 1e-6f && share < 0.6f + 1e-6f);
        for (int quarter = 0; quarter < 4; quarter++)
            shares.Count(share => share >= 0.2 + (0.1 * quarter) && share < 0.3 + (0.1 * quarter)).Should().BeInRange(850, 1150);
    }

    [Fact]
    public void CorruptFaithful_ManyImages_MixesWithEachImageOnce()
    {
        LabelledBatch positives = MarkedImages.Create(200, classes: 3);

        int[][] rows = MarkedImages.RowsMixed(Corrupt(new FaithfulHybridMixSampler(), positives, positives.Labels));

        rows.Select(pair => pair[1]).Should().NotBeInAscendingOrder();
        rows.Select(pair => pair[1]).Order().Should().Equal(Enumerable.Range(0, 200));
    }

    [Theory]
    [InlineData(-0.1, 0.5)]
    [InlineData(0.5, 1.1)]
    [InlineData(0.6, 0.5)]
    [InlineData(double.NaN, 0.5)]
    [InlineData(0.5, double.NaN)]
    public void Constructor_SharesNotInOrder_AreRefused(double minimum, double maximum) =>
        FluentActions.Invoking(() => new HybridMixSampler(minimum, maximum)).Should().Throw<ArgumentOutOfRangeException>();

    private static Tensor Corrupt(CorruptingSampler sampler, LabelledBatch images, Tensor shownLabels)
    {
        using Generator generator = new(7UL);
        return sampler.Corrupt(images, shownLabels, new SamplingContext(generator, 3));
    }
}
