using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class ClassConfusionSamplerTests
{
    [Fact]
    public void Sample_SeveralClasses_ShowsAnotherClassUnderThePositivesLabel()
    {
        LabelledBatch positives = MarkedImages.Create(LabelsOf(0, 0, 1, 2, 2));

        for (ulong seed = 0; seed < 20; seed++)
        {
            LabelledBatch negatives = Sample(new ClassConfusionSampler(), positives, seed);
            int[] shown = [.. MarkedImages.RowsShown(negatives.Images).Select(rows => rows.Single())];

            Longs(negatives.Labels).Should().Equal(0, 0, 1, 2, 2);
            shown[0].Should().BeOneOf(2, 3, 4);
            shown[2].Should().BeOneOf(0, 1, 3, 4);
            shown[4].Should().BeOneOf(0, 1, 2);
        }
    }

    [Fact]
    public void Sample_OneClassOnly_ShowsTheOwnImagesUnderWrongLabels()
    {
        LabelledBatch positives = MarkedImages.Create(full([300], 1, int64));

        LabelledBatch negatives = Sample(new ClassConfusionSampler(), positives, seed: 7);

        negatives.Images.eq(positives.Images).all().item<bool>().Should().BeTrue();
        Longs(negatives.Labels).Distinct().Should().BeEquivalentTo([0L, 2L]);
    }

    [Fact]
    public void SampleFaithful_ManyImages_ShowsEachImageOnceUnderTheLabelsInOrder()
    {
        LabelledBatch positives = MarkedImages.Create(200, classes: 3);

        LabelledBatch negatives = Sample(new FaithfulClassConfusionSampler(), positives, seed: 7);
        int[] shown = [.. MarkedImages.RowsShown(negatives.Images).Select(rows => rows.Single())];

        negatives.Labels.eq(positives.Labels).all().item<bool>().Should().BeTrue();
        shown.Should().NotBeInAscendingOrder();
        shown.Order().Should().Equal(Enumerable.Range(0, 200));
    }

    private static LabelledBatch Sample(INegativeSampler sampler, LabelledBatch positives, ulong seed)
    {
        using Generator generator = new(seed);
        return sampler.Sample(positives, new SamplingContext(generator, 3));
    }
}
