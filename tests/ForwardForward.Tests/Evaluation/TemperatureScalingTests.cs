namespace ForwardForward.Tests.Evaluation;

public sealed class TemperatureScalingTests
{
    // The first class leads by 1, and is right in three images of four: softmax must say 3/4, so 1/T = ln 3.
    private static readonly double[] Scores = [1, 0, 1, 0, 1, 0, 1, 0];
    private static readonly long[] Labels = [0, 0, 0, 1];

    [Theory]
    [InlineData(1)]
    [InlineData(0.001)]
    [InlineData(50)]
    public void FindTemperature_TwoClasses_MakesProbabilitiesOfTheFrequencies(double scale)
    {
        double temperature = TemperatureScaling.FindTemperature([.. Scores.Select(score => scale * score)], Labels);

        temperature.Should().BeApproximately(scale / Math.Log(3), scale * 1e-9);
        TemperatureScaling.MeanLoss([.. Scores.Select(score => scale * score)], Labels, temperature).Should().BeApproximately(
            -((0.75 * Math.Log(0.75)) + (0.25 * Math.Log(0.25))), 1e-9, "the entropy of what happens");
    }

    [Fact]
    public void MeanLoss_ThreeClasses_IsTheMeanNegativeLogarithm() =>
        TemperatureScaling.MeanLoss([2, 0, 2, 0, 0, 0], [1, 2], temperature: 2).Should().BeApproximately(
            (Math.Log((2 * Math.E) + 1) + Math.Log(3)) / 2, 1e-12);

    [Fact]
    public void FindTemperature_EveryLabelRight_IsAHundredthOfTheRange() =>
        TemperatureScaling.FindTemperature([3, 1, 1, 3], [0, 1]).Should().BeApproximately(0.02, 1e-9);

    [Fact]
    public void FindTemperature_EveryLabelWrong_IsAHundredTimesTheRange() =>
        TemperatureScaling.FindTemperature([3, 1, 1, 3], [1, 0]).Should().BeApproximately(200, 1e-6);

    [Theory]
    [InlineData(5)]
    [InlineData(double.NaN)]
    public void FindTemperature_ScoresThatTellNothing_IsOne(double score) =>
        TemperatureScaling.FindTemperature([score, score, score, score], [0, 1]).Should().Be(1);
}
