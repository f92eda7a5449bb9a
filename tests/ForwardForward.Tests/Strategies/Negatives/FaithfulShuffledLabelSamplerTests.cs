using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Negatives;

public sealed class FaithfulShuffledLabelSamplerTests
{
    [Fact]
    public void Sample_ManyImages_ShufflesTheLabelsOfTheSameImages()
    {
        LabelledBatch positives = MarkedImages.Create(LabelsOf([.. Enumerable.Range(0, 200).Select(row => (long)(row * row % 7))]));
        using Generator generator = new(7UL);

        LabelledBatch negatives = new FaithfulShuffledLabelSampler().Sample(positives, new SamplingContext(generator, 7));

        negatives.Images.Should().BeSameAs(positives.Images);
        Longs(negatives.Labels).Should().NotEqual(Longs(positives.Labels));
        Longs(negatives.Labels).Order().Should().Equal(Longs(positives.Labels).Order());
    }
}
