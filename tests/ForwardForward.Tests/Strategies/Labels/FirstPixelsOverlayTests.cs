using ForwardForward.Data;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Labels;

public sealed class FirstPixelsOverlayTests
{
    // Two images of 2×3 pixels, all 0.5.
    private static readonly Tensor Images = full([2, 1, 2, 3], 0.5f);

    [Fact]
    public void Embed_TwoLabels_WritesOneHotOverTheFirstPixelsOnly()
    {
        Tensor embedded = new FirstPixelsOverlay(value: 3).Embed(Images, LabelsOf(0, 2), classes: 3);

        embedded.shape.Should().Equal(2, 1, 2, 3);
        Values(embedded).Should().Equal(3, 0, 0, 0.5f, 0.5f, 0.5f, 0, 0, 3, 0.5f, 0.5f, 0.5f);
        Values(Images).Should().OnlyContain(pixel => pixel == 0.5f, "the images given must stay as they were");
    }

    [Fact]
    public void EmbedNeutral_ThreeClasses_SpreadsTheValueEvenly()
    {
        Tensor embedded = new FirstPixelsOverlay(value: 3).EmbedNeutral(Images, classes: 3);

        Values(embedded).Take(6).Should().Equal(1, 1, 1, 0.5f, 0.5f, 0.5f);
    }

    [Fact]
    public void FindProblem_MoreClassesThanPixels_SaysSo()
    {
        FirstPixelsOverlay overlay = new();

        overlay.FindProblem(new ImageShape(1, 2, 3), 6).Should().BeNull();
        overlay.FindProblem(new ImageShape(1, 2, 3), 7).Should().Contain("7 pixels").And.Contain("has 6");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_UnreadableValue_IsRefused(double value) =>
        FluentActions.Invoking(() => new FirstPixelsOverlay(value)).Should().Throw<ArgumentOutOfRangeException>();
}
