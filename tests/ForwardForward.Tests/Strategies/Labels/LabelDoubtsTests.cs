using ForwardForward.Data;
using ForwardForward.Tests.Training;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Labels;

/// <summary>Training images on which a label is faint, or takes away what they say.</summary>
public sealed class LabelDoubtsTests
{
    [Theory]
    [InlineData(1, "")]
    [InlineData(255, "*reach 255*hardly stands out*[0, 1]*")]
    [InlineData(0.003, "*divided by 255 twice*")]
    public void FindDoubts_PixelsOfAnotherRange_NamesTheRemedy(double brightest, string expected)
    {
        using Tensor images = Framed(brightest);

        IReadOnlyList<string> doubts = ((ILabelEmbedding)new FirstPixelsOverlay()).FindDoubts(images, classes: 3);

        if (expected.Length == 0)
            doubts.Should().BeEmpty();
        else
            doubts.Should().ContainSingle().Which.Should().Match(expected);
    }

    [Fact]
    public void FindDoubts_PixelsUnderTheLabelVaryAsTheOthers_NamesTheAlternatives()
    {
        using Tensor images = rand(40, 3, 6, 6, generator: new Generator(4));
        ILabelEmbedding[] overlays = [new FirstPixelsOverlay(), new BatchMaximumOverlay()];

        foreach (ILabelEmbedding overlay in overlays)
            overlay.FindDoubts(images, classes: 10).Should().ContainSingle()
                .Which.Should().Match("*first 10 values*lost*AppendedLabel*AddProjection*WaveLabelPattern*");
        ILabelEmbedding[] others = [new WaveLabelPattern(), new AppendedLabel()];
        others.Should().AllSatisfy(other => other.FindDoubts(images, classes: 10).Should().BeEmpty());
    }

    [Fact]
    public void Fit_LabelsThatCoverTheImage_AreWarnedOfOnce()
    {
        using Tensor pixels = rand(40, 1, 6, 6, generator: new Generator(4)), labels = zeros(40, int64);
        using LabelledImages data = new(pixels, labels, 3);
        using FFNetwork network = SyntheticImages.Network().Build();
        ListLogger logger = new();

        network.Fit(data, new TrainingOptions { Epochs = 3, BatchSize = 10, Logger = logger });

        logger.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).Should().ContainSingle()
            .Which.Should().Contain("first 3 values");
    }

    // Noise within a frame of zeros, as digits have one.
    private static Tensor Framed(double brightest)
    {
        Tensor images = zeros(40, 1, 6, 6);
        images[.., .., 2..5, 2..5] = rand(40, 1, 3, 3, generator: new Generator(4)) * brightest;
        images[0, 0, 3, 3] = brightest;
        return images;
    }
}
