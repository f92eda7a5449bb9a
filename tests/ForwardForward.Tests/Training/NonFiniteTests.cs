using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

public sealed class NonFiniteTests
{
    [Fact]
    public void FindIn_NothingFloating_FindsNone()
    {
        NonFinite.FindIn([]).Should().BeNull("a network may have no parameters");
        NonFinite.FindIn([new("batches", zeros([], int64))]).Should().BeNull();
    }

    [Fact]
    public void FindIn_SumThatOverflows_LooksAtTheNumbersThemselves()
    {
        NamedTensor large = new("large", full([2], 3e38f)), infinite = new("infinite", full([2], float.PositiveInfinity));

        NonFinite.FindIn([large, new("batches", zeros([], int64))]).Should().BeNull();
        NonFinite.FindIn([large, infinite]).Should().Be("infinite");
    }
}
