using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class WrongLabelSamplerTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(100)]
    public void Sample_ManyImages_NeverGivesTheTrueLabelAndReachesEveryOther(int classes)
    {
        const int Images = 20_000;
        Tensor labels = full([Images], classes - 1, int64);
        LabelledBatch positives = new(zeros([Images, 1, 1, 1]), labels);
        using Generator generator = new(7UL);

        LabelledBatch negatives = new WrongLabelSampler().Sample(positives, new SamplingContext(generator, classes));

        long[] drawn = Longs(negatives.Labels);
        drawn.Should().NotContain(classes - 1);
        drawn.Distinct().Should().HaveCount(classes - 1);
        drawn.Should().OnlyContain(label => label >= 0 && label < classes);
    }

    [Fact]
    public void Sample_Images_AreThePositivesOwn()
    {
        LabelledBatch positives = new(Random(1, 4, 1, 2, 2), LabelsOf(0, 1, 2, 1));
        using Generator generator = new(7UL);

        LabelledBatch negatives = new WrongLabelSampler().Sample(positives, new SamplingContext(generator, 3));

        negatives.Images.Should().BeSameAs(positives.Images);
        Longs(positives.Labels).Should().Equal(0, 1, 2, 1);
    }

    [Fact]
    public void Sample_SameGeneratorState_GivesTheSameLabels()
    {
        LabelledBatch positives = new(zeros([50, 1, 1, 1]), zeros([50], int64));

        Draw(3).Should().Equal(Draw(3));
        Draw(3).Should().NotEqual(Draw(4));

        long[] Draw(ulong seed)
        {
            using Generator generator = new(seed);
            return Longs(new WrongLabelSampler().Sample(positives, new SamplingContext(generator, 10)).Labels);
        }
    }

    [Fact]
    public void ScoreLabels_ContextWithoutNetwork_SaysHowToGiveOne()
    {
        using Generator generator = new(1UL);

        FluentActions.Invoking(() => new SamplingContext(generator, 10).ScoreLabels(zeros([1, 1, 2, 2])))
            .Should().Throw<InvalidOperationException>().WithMessage("*scoreLabels*");
    }
}
