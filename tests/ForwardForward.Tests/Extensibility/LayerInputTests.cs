using ForwardForward.Extensibility;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Extensibility;

public sealed class LayerInputTests
{
    // Two images of 2×2 pixels, of which the first two show one of two labels.
    private static readonly Tensor Images = tensor(new float[] { 9, 9, 3, 4, 9, 9, 0, 2 }).view(2, 1, 2, 2);

    [Fact]
    public void Rows_ImagesOfTwoBlocks_ShowEveryLabel()
    {
        using LayerInput input = Show(new FirstPixelsOverlay(5), 0, 1, 1, 1);

        (input.Count, input.Blocks).Should().Be((4, 2));
        input.Rows.flatten(1).ShouldBeClose(Matrix(new float[,] { { 5, 0, 3, 4 }, { 0, 5, 0, 2 }, { 0, 5, 3, 4 }, { 0, 5, 0, 2 } }));
    }

    [Fact]
    public void Share_Overlay_GivesImagesAndLabelsAsTheNormalisationScalesTheRows()
    {
        using LayerInput input = Show(new FirstPixelsOverlay(5), 0, 1, 1, 1);

        SharedImages shared = input.Share(new LengthNormalisation())!;

        // The lengths of (5, 0, 3, 4) and (0, 5, 0, 2) are √50 and √29.
        shared.Rows.ShouldBeClose(
            Matrix(new float[,] { { 0, 0, 3 / MathF.Sqrt(50), 4 / MathF.Sqrt(50) }, { 0, 0, 0, 2 / MathF.Sqrt(29) } }), 1e-4);
        shared.LabelValue.ShouldBeClose(Matrix(new float[,] { { 5 / MathF.Sqrt(50) }, { 5 / MathF.Sqrt(29) } }), 1e-4);
        (float first, float second) = (5 / MathF.Sqrt(50), 5 / MathF.Sqrt(29));
        shared.LabelRows().ShouldBeClose(Matrix(new[,] { { first, 0 }, { 0, second }, { 0, first }, { 0, second } }), 1e-4);
        input.Share(new StandardiseNormalisation()).Should().BeNull("a mean that is taken off depends on every pixel");
    }

    [Fact]
    public void Share_WhatCannotBeTakenApart_IsNull()
    {
        using LayerInput rows = LayerInput.FromTensor(Images.clone()), waves = Show(new WaveLabelPattern(), 0, 1);

        rows.Share(new LengthNormalisation()).Should().BeNull();
        waves.Share(new LengthNormalisation()).Should().BeNull();
    }

    [Fact]
    public void FromImages_LabelsThatDoNotFit_AreRefused() =>
        FluentActions.Invoking(() => Show(new FirstPixelsOverlay(), 0, 1, 1))
            .Should().Throw<ArgumentException>().WithMessage("3 labels cannot be shown on 2 images*");

    [Fact]
    public void Dispose_AfterUse_LeavesNoTensor()
    {
        long before = CountLive();
        using (Tensor images = Images.clone(), labels = LabelsOf(0, 1))
        {
            LayerInput input = LayerInput.FromImages(images, labels, new FirstPixelsOverlay(), classes: 2);
            using (NewDisposeScope())
            {
                _ = input.Rows;
                _ = input.Share(new LengthNormalisation());
                _ = input.Narrow(0, 1).Share(new LengthNormalisation())!.LabelRows();
            }
            input.Rows.IsInvalid.Should().BeFalse("what is computed once outlives the step that asks for it");
            input.Dispose();
        }

        TorchSharp.torch.Tensor.TotalCount.Should().Be(before);
    }

    private static LayerInput Show(ILabelEmbedding embedding, params long[] labels) =>
        LayerInput.FromImages(Images.clone(), tensor(labels), embedding, classes: 2);
}
