using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class CorruptingSamplerTests
{
    [Fact]
    public void Sample_Corruption_IsToldTheTrueLabelsAndTheWrongOnesThatWillBeShown()
    {
        LabelledBatch positives = MarkedImages.Create(50, classes: 3);
        using Generator generator = new(7UL);
        RecordingSampler sampler = new();

        LabelledBatch negatives = sampler.Sample(positives, new SamplingContext(generator, 3));

        sampler.Images.Should().Be(positives);
        sampler.ShownLabels.Should().BeSameAs(negatives.Labels);
        negatives.Labels.eq(positives.Labels).any().item<bool>().Should().BeFalse();
        negatives.Images.ShouldBeClose(positives.Images + 1);
    }

    private sealed class RecordingSampler : CorruptingSampler
    {
        public LabelledBatch Images { get; private set; }

        public Tensor? ShownLabels { get; private set; }

        public override Tensor Corrupt(LabelledBatch images, Tensor shownLabels, SamplingContext context)
        {
            (Images, ShownLabels) = (images, shownLabels);
            return images.Images + 1;
        }
    }
}
