using ForwardForward.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers;

public sealed class RowPortionsTests
{
    [Theory]
    [InlineData(2_000, 1, 1)]
    [InlineData(2_001, 1, 3)]
    [InlineData(4_600, 2, 5)]
    public void Portions_OfALargeBatch_HoldTheSameRowsOfEveryBlockAndJoinInOrder(int rows, int blocks, int portions)
    {
        Tensor all = Random(1, rows, 3), weights = Random(2, rows);
        Tensor perBlock = all.view(blocks, rows / blocks, 3);
        int asked = 0;

        RowPortions cut = new(rows, blocks, (start, count) =>
        {
            asked++;
            Tensor some = perBlock.narrow(1, start, count).flatten(0, 1);
            return new RecordedForward(some, gradient => [gradient.t().mm(some), gradient.sum([0])]);
        });

        asked.Should().Be(portions);
        cut.Join(activations => activations).ShouldBeClose(all);
        cut.Join(activations => activations.sum([1])).ShouldBeClose(all.sum([1]));
        List<long> starts = [];
        Tensor[] gradients = cut.SumGradients(weights, (activations, slope, start) =>
        {
            starts.Add(start);
            return activations * slope.unsqueeze(1);
        });
        starts.Should().HaveCount(portions).And.StartWith(0).And.BeInAscendingOrder();
        Tensor expected = all * weights.unsqueeze(1);
        gradients[0].ShouldBeClose(expected.t().mm(all), 1e-2);
        gradients[1].ShouldBeClose(expected.sum([0]), 1e-3);
    }
}
