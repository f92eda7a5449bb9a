using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Extensibility;

public sealed class MicroBatchTests
{
    [Theory]
    [InlineData(2_000, 1)]
    [InlineData(2_001, 3)]
    [InlineData(4_600, 5)]
    public void Split_RowsOfALargeBatch_AreFewAndJoinInOrder(int rows, int expected)
    {
        Tensor all = Random(1, rows, 3);

        MicroBatch[] parts = MicroBatch.Split(all, mayBeSplit: true);

        parts.Should().HaveCount(expected);
        MicroBatch.Join(parts, part => part.Input.Rows).ShouldBeClose(all);
        MicroBatch.Join(parts, part => part.RowsOf(all).sum([1])).ShouldBeClose(all.sum([1]));
        MicroBatch.Split(all, mayBeSplit: false).Should().ContainSingle().Which.Input.Rows.Should().BeSameAs(all);
    }

    [Fact]
    public void Split_ImagesOfTwoLabels_HoldTheSameImagesOfBothBlocks()
    {
        Tensor images = Random(1, 2_300, 1, 2, 2), labels = cat([zeros([2_300], int64), ones([2_300], int64)], 0);
        using LayerInput batch = LayerInput.FromImages(images, labels, new FirstPixelsOverlay(), classes: 2);

        MicroBatch[] parts = MicroBatch.Split(batch, mayBeSplit: true);

        parts.Should().HaveCount(5);
        parts[1].RowsOf(labels).ShouldBeClose(cat([zeros([500], int64), ones([500], int64)], 0));
        parts[1].Input.Rows.flatten(1).narrow(1, 2, 2).ShouldBeClose(images.flatten(1).narrow(1, 2, 2).narrow(0, 500, 500).repeat(2, 1));
        MicroBatch.Join(parts, part => part.Input.Rows).ShouldBeClose(batch.Rows);
    }

    [Fact]
    public void Add_GradientsOfMicroBatches_SumsThem()
    {
        Tensor weight = zeros([2]), bias = zeros([]);
        using GradientAccumulation gradients = new("a layer", [new("weight", weight), new("bias", bias)], WorkSpace.None);
        Tensor first = Vector(1, 2);

        gradients.Add(weight, first);
        gradients.Add(weight, Vector(10, 20));
        gradients.Add(bias, tensor(3f));
        gradients.AddLoss(tensor(0.5f));
        gradients.AddLoss(tensor(0.25f));

        Values(gradients.Sum()[0]).Should().Equal(11f, 22f);
        gradients.Loss.ToDouble().Should().Be(0.75);
        Values(first).Should().Equal([1f, 2f], "what is added stays as it was");
    }

    [Fact]
    public void Dispose_WatchedParameters_RecordNoMore()
    {
        Tensor weight = ones([2]);
        using (GradientAccumulation gradients = new("a layer", [new("weight", weight)], WorkSpace.None))
        {
            gradients.Watch([new("weight", weight)]);
            using (enable_grad())
                (weight * Vector(3, 4)).sum([0]).backward();

            Values(gradients.Sum()[0]).Should().Equal(3f, 4f);
            weight.requires_grad.Should().BeTrue();
        }

        weight.requires_grad.Should().BeFalse();
        weight.grad.Should().BeNull();
    }
}
