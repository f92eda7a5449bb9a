using System.Text.Json.Nodes;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Records;

public sealed class StudyRowTests
{
    [Fact]
    public void Create_ThreeValues_ComputesMeanAndSampleDeviation()
    {
        var row = StudyRow.Create("wrong_label", "test_accuracy", [0.5, 0.7, 0.9]);

        row.Mean.Should().BeApproximately(0.7, 1e-12);
        row.Sd.Should().BeApproximately(0.2, 1e-12);
        row.N.Should().Be(3);
    }

    [Fact]
    public void Create_OneValue_HasNoDeviation() => StudyRow.Create("layer 1", "goodness", [1.25]).Sd.Should().BeNull();

    [Fact]
    public void Create_NoValues_IsRefused() =>
        FluentActions.Invoking(() => StudyRow.Create("empty", "test_accuracy", [])).Should().Throw<ArgumentException>().WithMessage("*'empty' has no values*");

    [Theory]
    [InlineData(98.4)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Create_AccuracyThatIsNoFraction_IsRefused(double value) =>
        FluentActions.Invoking(() => StudyRow.Create("row", "test_accuracy", [0.5, value]))
            .Should().Throw<ArgumentOutOfRangeException>().WithMessage("It must be a fraction from 0 to 1, as the metric 'test_accuracy' is an accuracy*");

    [Fact]
    public void Create_ClaimedAccuracyInPercent_IsRefused() =>
        FluentActions.Invoking(() => StudyRow.Create("row", "test_accuracy", [0.5], claimed: 94.5)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("Claimed");

    [Fact]
    public void Create_ValuesThatAreNotFinite_AreRefused() =>
        FluentActions.Invoking(() => StudyRow.Create("row", "loss", [double.NaN])).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Create_NegativeSeconds_AreRefused() =>
        FluentActions.Invoking(() => StudyRow.Create("row", "loss", [1], seconds: -1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("Seconds");

    [Fact]
    public void ComparedWith_Baseline_HasTheDifferenceSeedBySeedAndKeepsTheRest()
    {
        var baseline = StudyRow.Create("untrained", "loss", [10, 20, 30]);
        var row = StudyRow.Create("trained", "loss", [11, 22, 33], seconds: 4, claimed: 2, settings: new JsonObject { ["epochs"] = 5 });

        StudyRow compared = row.ComparedWith(baseline, level: 0.9);

        compared.Difference!.Against.Should().Be("untrained");
        compared.Difference.Paired.Should().Be(new PairedDifference(row.Values, baseline.Values, 0.9));
        (compared with { Difference = null }).Should().Be(row);
    }

    [Fact]
    public void ComparedWith_OtherMetric_IsRefused() =>
        FluentActions.Invoking(() => TrialRecord.Goodness.ComparedWith(TrialRecord.Untrained)).Should().Throw<ArgumentException>().WithMessage("*only values of one metric*");
}
