using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class SameClassSamplerTests
{
    [Fact]
    public void Sample_SeveralClasses_ShowsAnotherImageOfTheClassUnderEveryWrongLabel()
    {
        // Row 3 is alone with its class.
        LabelledBatch positives = MarkedImages.Create(LabelsOf(0, 1, 0, 2, 0, 1));
        HashSet<long> labelsOfFirst = [];

        for (ulong seed = 0; seed < 30; seed++)
        {
            LabelledBatch negatives = Sample(new SameClassSampler(), positives, seed);
            int[] shown = [.. MarkedImages.RowsShown(negatives.Images).Select(rows => rows.Single())];
            labelsOfFirst.Add(Longs(negatives.Labels)[0]);

            shown[0].Should().BeOneOf(2, 4);
            shown[1].Should().Be(5);
            shown[3].Should().Be(3);
            Longs(negatives.Labels).Zip(Longs(positives.Labels)).Should().OnlyContain(pair => pair.First != pair.Second);
        }
        labelsOfFirst.Should().BeEquivalentTo([1L, 2L]);
    }

    [Fact]
    public void SampleFaithful_ManyImages_ShowsEachImageOnceUnderALabelWrongForItsPlace()
    {
        LabelledBatch positives = MarkedImages.Create(200, classes: 3);

        LabelledBatch negatives = Sample(new FaithfulPermutedImageSampler(), positives, seed: 7);
        int[] shown = [.. MarkedImages.RowsShown(negatives.Images).Select(rows => rows.Single())];

        shown.Should().NotBeInAscendingOrder();
        shown.Order().Should().Equal(Enumerable.Range(0, 200));
        negatives.Labels.eq(positives.Labels).any().item<bool>().Should().BeFalse();
    }

    private static LabelledBatch Sample(INegativeSampler sampler, LabelledBatch positives, ulong seed)
    {
        using Generator generator = new(seed);
        return sampler.Sample(positives, new SamplingContext(generator, 3));
    }
}
