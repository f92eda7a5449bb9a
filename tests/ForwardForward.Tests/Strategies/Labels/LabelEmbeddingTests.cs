using ForwardForward.Data;
using ForwardForward.Faithful;
using TorchSharp;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Labels;

/// <summary>What holds for every embedding.</summary>
public sealed class LabelEmbeddingTests
{
    public static TheoryData<ILabelEmbedding> All =>
        [
            new FirstPixelsOverlay(), new FaithfulBatchMaximumOverlay(), new BatchMaximumOverlay(), new NoLabelEmbedding(),
            new WaveLabelPattern(), new AppendedLabel()];

    [Theory]
    [MemberData(nameof(All))]
    public void Embed_ColourImages_ChangesNoneAndLeavesOneTensor(ILabelEmbedding embedding)
    {
        using Tensor images = Random(1, 4, 3, 6, 6), labels = LabelsOf(0, 1, 2, 1);
        float[] before = Values(images);

        using (DisposeScope scope = NewDisposeScope())
        {
            Tensor[] embedded = [embedding.Embed(images, labels, 3), embedding.EmbedNeutral(images, 3), embedding.EmbedCorrupted(
                images, labels, 3, images)];
            scope.DisposablesCount.Should().Be(embedded.Length);
            embedded.Should().AllSatisfy(tensor =>
            {
                tensor.shape.Should().Equal(embedding.ShapeShowing(new ImageShape(3, 6, 6), classes: 3).Prepend(4));
                tensor.dtype.Should().Be(float32);
                tensor.fill_(7); // Images of their own, not a view of those given.
            });
        }

        Values(images).Should().Equal(before);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Embed_ImagesWithTheChannelsLastInMemory_IsTheSame(ILabelEmbedding embedding)
    {
        Tensor images = Random(2, 4, 3, 6, 6), labels = LabelsOf(0, 1, 2, 1);
        Tensor channelsLast = images.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

        embedding.Embed(channelsLast, labels, 3).ShouldBeClose(embedding.Embed(images, labels, 3));
        embedding.EmbedNeutral(channelsLast, 3).ShouldBeClose(embedding.EmbedNeutral(images, 3));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void CarriesLabel_TwoLabels_TellsWhetherTheImagesDiffer(ILabelEmbedding embedding)
    {
        Tensor images = Random(3, 1, 1, 6, 6);

        bool differ = !Values(embedding.Embed(images, LabelsOf(0), 3)).SequenceEqual(Values(embedding.Embed(images, LabelsOf(2), 3)));

        embedding.CarriesLabel.Should().Be(differ);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void FindProblem_ImageWithRoom_IsNone(ILabelEmbedding embedding) =>
        embedding.FindProblem(new ImageShape(3, 6, 6), 6).Should().BeNull();
}
