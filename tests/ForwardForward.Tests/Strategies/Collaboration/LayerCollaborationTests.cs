using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Collaboration;

public sealed class LayerCollaborationTests
{
    // Three layers, two rows.
    private static readonly Tensor[] Goodness = [Vector(1, 2), Vector(10, 20), Vector(100, 200)];

    [Theory]
    [InlineData(CollaboratingLayers.All, 50.5f, 101f)]
    [InlineData(CollaboratingLayers.Previous, 0.5f, 1f)]
    [InlineData(CollaboratingLayers.Next, 50f, 100f)]
    public void Contribution_MiddleLayer_IsHalfTheOthersGoodness(CollaboratingLayers from, float first, float second)
    {
        Tensor? contribution = new LayerCollaboration(weight: 0.5, from).Contribution(1, Goodness);

        Values(contribution!).Should().Equal(first, second);
    }

    [Fact]
    public void Contribution_NobodyToAsk_IsNothing()
    {
        new LayerCollaboration(from: CollaboratingLayers.Previous).Contribution(0, Goodness).Should().BeNull();
        new LayerCollaboration(from: CollaboratingLayers.Next).Contribution(2, Goodness).Should().BeNull();
        new LayerCollaboration().Contribution(0, [Goodness[0]]).Should().BeNull();
        new NoCollaboration().Contribution(1, Goodness).Should().BeNull();
    }

    [Fact]
    public void Constructor_ValueOutOfRange_IsRefused()
    {
        FluentActions.Invoking(() => new LayerCollaboration(double.NaN)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => new LayerCollaboration(1, (CollaboratingLayers)7))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("*All, Previous, Next*");
    }
}
