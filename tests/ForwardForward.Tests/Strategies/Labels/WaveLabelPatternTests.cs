using ForwardForward.Data;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Labels;

public sealed class WaveLabelPatternTests
{
    [Fact]
    public void Embed_FirstClassOfOneRow_AddsOneCosineToEveryChannel()
    {
        // u = 0, v = 1, φ = 0: 2 · cos(2π · column / 4) = 2, 0, −2, 0, on pixels of 1 and of 5.
        Tensor image = tensor(new float[] { 1, 1, 1, 1, 5, 5, 5, 5 }).view(1, 2, 1, 4);

        Tensor embedded = new WaveLabelPattern(amplitude: 2).Embed(image, LabelsOf(0), classes: 1);

        embedded.ShouldBeClose(tensor(new float[] { 3, 1, -1, 1, 7, 5, 3, 5 }).view(1, 2, 1, 4));
    }

    [Fact]
    public void Embed_TwoClassesOfNinePixels_RunAcrossAndDown()
    {
        // Class 0: u = 0, v = 1, φ = 0. Class 1: u = 1, v = 0, φ = 1.
        float[] across = [1, -0.5f, -0.5f];
        float[] down = [MathF.Cos(1), MathF.Cos((2 * MathF.PI / 3) + 1), MathF.Cos((4 * MathF.PI / 3) + 1)];
        float[] expected =
            [.. across, .. across, .. across, down[0], down[0], down[0], down[1], down[1], down[1], down[2], down[2], down[2]];

        Tensor embedded = new WaveLabelPattern().Embed(zeros([2, 1, 3, 3]), LabelsOf(0, 1), classes: 2);

        embedded.ShouldBeClose(tensor(expected).view(2, 1, 3, 3));
    }

    [Fact]
    public void Embed_HundredClassesOf28By28_AreOrthogonalWavesOfMeanZero()
    {
        Tensor patterns = Patterns(classes: 100, size: 28);

        patterns.mean([1]).ShouldBeClose(zeros([100]));
        // cos² is ½ on average, so each has the squared length 784 / 2.
        (patterns.mm(patterns.t()) / 392).ShouldBeClose(eye(100), 1e-4);
    }

    [Fact]
    public void Embed_TenClassesOf28By28_RepeatEverySevenPixels()
    {
        // All u and v are multiples of 4, so no wave is longer than 28 / 4.
        Tensor patterns = Patterns(classes: 10, size: 28).view(10, 28, 28);

        patterns.narrow(1, 7, 21).ShouldBeClose(patterns.narrow(1, 0, 21), 1e-5);
        patterns.narrow(2, 7, 21).ShouldBeClose(patterns.narrow(2, 0, 21), 1e-5);
    }

    [Fact]
    public void Embed_MoreClasses_KeepsThePatternsOfTheFirst() =>
        Patterns(classes: 20, size: 28).narrow(0, 0, 10).ShouldBeClose(Patterns(classes: 10, size: 28));

    [Fact]
    public void EmbedNeutral_ThreeClasses_AddsTheMeanOfTheirPatterns()
    {
        Tensor images = Random(1, 2, 3, 8, 8);

        Tensor embedded = new WaveLabelPattern().EmbedNeutral(images, classes: 3);

        embedded.ShouldBeClose(images + Patterns(classes: 3, size: 8).mean([0]).view(8, 8));
    }

    [Fact]
    public void FindProblem_MoreClassesThanWaves_SaysSo()
    {
        WaveLabelPattern pattern = new();

        pattern.FindProblem(new ImageShape(1, 28, 28), 138).Should().BeNull();
        pattern.FindProblem(new ImageShape(3, 28, 28), 139).Should().Contain("139 waves").And.Contain("room for 138");
        pattern.FindProblem(new ImageShape(1, 8, 8), 10).Should().BeNull();
        pattern.FindProblem(new ImageShape(1, 8, 8), 11).Should().Contain("room for 10");
        pattern.FindProblem(new ImageShape(1, 2, 2), 2).Should().Contain("room for 0");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Constructor_AmplitudeNotPositive_IsRefused(double amplitude) =>
        FluentActions.Invoking(() => new WaveLabelPattern(amplitude)).Should().Throw<ArgumentOutOfRangeException>();

    // [classes, pixels]
    private static Tensor Patterns(int classes, int size) =>
        new WaveLabelPattern().Embed(zeros([classes, 1, size, size]), arange(classes, int64), classes).flatten(1);
}
