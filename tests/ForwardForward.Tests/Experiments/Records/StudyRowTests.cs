using System.Text.Json.Nodes;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Records;

public sealed class StudyRowTests
{
    [Fact]
    public void Create_ThreeValues_ComputesMeanAndSampleDeviation()
    {
        StudyRow row = new("wrong_label", "test_accuracy", [0.5, 0.7, 0.9]);

        row.Mean.Should().BeApproximately(0.7, 1e-12);
        row.StandardDeviation.Should().BeApproximately(0.2, 1e-12);
        row.Count.Should().Be(3);
    }

    [Fact]
    public void ToString_Values_AreTheirMeanInOneLine() =>
        new StudyRow("wrong_label", "test_accuracy", [0.5, 0.7, 0.9]).ToString()
            .Should().Be("wrong_label: test_accuracy 70.00 ± 20.00 % of 3");

    [Fact]
    public void Create_OneValue_HasNoDeviation() => new StudyRow("layer 1", "goodness", [1.25]).StandardDeviation.Should().BeNull();

    [Fact]
    public void Create_NoValues_IsRefused() =>
        FluentActions.Invoking(() => new StudyRow("empty", "test_accuracy", []))
            .Should().Throw<ArgumentException>().WithMessage("*'empty' has no values*");

    [Theory]
    [InlineData(98.4)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void Create_AccuracyThatIsNoFraction_IsRefused(double value) =>
        FluentActions.Invoking(() => new StudyRow("row", "test_accuracy", [0.5, value]))
            .Should().Throw<ArgumentOutOfRangeException>()
            .WithMessage("It must be a fraction from 0 to 1, as the metric 'test_accuracy' is an accuracy*");

    [Fact]
    public void Create_ClaimedAccuracyInPercent_IsRefused() =>
        FluentActions.Invoking(() => new StudyRow("row", "test_accuracy", [0.5], claimed: 94.5))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("claimed");

    [Fact]
    public void Create_ValuesThatAreNotFinite_AreRefused() =>
        FluentActions.Invoking(() => new StudyRow("row", "loss", [double.NaN])).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void Create_NegativeSeconds_AreRefused() =>
        FluentActions.Invoking(() => new StudyRow("row", "loss", [1], seconds: -1))
            .Should().Throw<ArgumentOutOfRangeException>().WithParameterName("seconds");

    [Fact]
    public void CompareWith_Seeds_PairsThoseInCommonInAnyOrder()
    {
        StudyRow baseline = new("untrained", "loss", [10, 20, 30], seeds: [1, 2, 3]);
        StudyRow row = new("trained", "loss", [33, 22, 1], seeds: [3, 2, 9]);

        row.CompareWith(baseline).Difference.Should().BeEquivalentTo(new PairedDifference([33, 22], [30, 20]));
        row.CompareWith(baseline).Seeds.Should().Equal(3, 2, 9);
        row.CompareWith(new StudyRow("untold", "loss", [1, 2, 3])).Difference.Should()
            .BeEquivalentTo(new PairedDifference([33, 22, 1], [1, 2, 3]), "without seeds values stand in the same order");
        FluentActions.Invoking(() => row.CompareWith(new StudyRow("others", "loss", [1], seeds: [4])))
            .Should().Throw<ArgumentException>().WithMessage("*no seed in common*");
        FluentActions.Invoking(() => new StudyRow("twice", "loss", [1, 2], seeds: [4, 4])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => new StudyRow("few", "loss", [1, 2], seeds: [4])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void CompareWith_Baseline_HasTheDifferenceSeedBySeedAndKeepsTheRest()
    {
        StudyRow baseline = new("untrained", "loss", [10, 20, 30]);
        StudyRow row = new("trained", "loss", [11, 22, 33], seconds: 4, claimed: 2, settings: new JsonObject { ["epochs"] = 5 });

        StudyRow compared = row.CompareWith(baseline, level: 0.9);

        compared.Baseline.Should().Be("untrained");
        compared.Difference.Should().BeEquivalentTo(new PairedDifference([11, 22, 33], [10, 20, 30], 0.9));
        compared.Difference!.Mean.Should().Be(2);
        (compared.Name, compared.Metric, compared.Seconds, compared.Claimed).Should().Be(("trained", "loss", 4.0, 2.0));
        compared.Values.Should().Equal(11, 22, 33);
        compared.Settings.Should().BeSameAs(row.Settings);
        row.Difference.Should().BeNull("a row is immutable");
    }

    [Fact]
    public void CompareWith_OtherMetric_IsRefused() =>
        FluentActions.Invoking(() => TrialRecord.Goodness.CompareWith(TrialRecord.Untrained))
            .Should().Throw<ArgumentException>().WithMessage("*only values of one metric*");
}
