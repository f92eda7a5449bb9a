using ForwardForward.Data;
using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Labels;

/// <summary>Both overlays that write the batch's maximum: the study's, and the one without its shortcut.</summary>
public sealed class BatchMaximumOverlayTests
{
    // Two images of 1×4 pixels; the largest of all values is 6, in the second.
    private static readonly Tensor Images = tensor(new float[] { 1, 2, 3, 4, -1, 5, 6, -2 }).view(2, 1, 1, 4);

    // As if a sampler had added 3 everywhere: the largest is 9.
    private static readonly Tensor Corrupted = Images + 3;

    public static TheoryData<ILabelEmbedding> Both => [new FaithfulBatchMaximumOverlay(), new BatchMaximumOverlay()];

    [Theory]
    [MemberData(nameof(Both))]
    public void Embed_TwoLabels_WritesTheLargestValueOfTheWholeBatch(ILabelEmbedding overlay) =>
        Values(overlay.Embed(Images, LabelsOf(2, 0), classes: 3)).Should().Equal(0, 0, 6, 4, 6, 0, 0, -2);

    [Theory]
    [MemberData(nameof(Both))]
    public void EmbedNeutral_ThreeClasses_SpreadsTheLargestValueEvenly(ILabelEmbedding overlay) =>
        Values(overlay.EmbedNeutral(Images, classes: 3)).Should().Equal(2, 2, 2, 4, 2, 2, 2, -2);

    [Theory]
    [MemberData(nameof(Both))]
    public void Embed_ColourImage_RunsOverTheChannels(ILabelEmbedding overlay)
    {
        // Three channels of 1×2 pixels: the third slot is the second channel's first pixel.
        Tensor image = tensor(new float[] { 1, 2, 3, 4, 5, 8 }).view(1, 3, 1, 2);

        Values(overlay.Embed(image, LabelsOf(2), classes: 3)).Should().Equal(0, 0, 8, 4, 5, 8);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public void FindProblem_MoreClassesThanPixels_SaysSo(ILabelEmbedding overlay) =>
        overlay.FindProblem(new ImageShape(1, 2, 3), 7).Should().Contain("7 pixels").And.Contain("has 6");

    [Fact]
    public void EmbedCorrupted_Faithful_WritesTheMaximumAfterTheCorruption()
    {
        ILabelEmbedding overlay = new FaithfulBatchMaximumOverlay();

        Values(overlay.EmbedCorrupted(Corrupted, LabelsOf(2, 0), classes: 3, Images)).Should().Equal(0, 0, 9, 7, 9, 0, 0, 1);
    }

    [Fact]
    public void EmbedCorrupted_BatchMaximum_WritesTheMaximumBeforeTheCorruption() =>
        Values(new BatchMaximumOverlay().EmbedCorrupted(Corrupted, LabelsOf(2, 0), classes: 3, Images))
            .Should().Equal(0, 0, 6, 7, 6, 0, 0, 1);
}
