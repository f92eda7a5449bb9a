using ForwardForward.Experiments;
using ForwardForward.Samples;

namespace ForwardForward.Tests.Samples;

public sealed class StudyResultsTests : IDisposable
{
    private readonly TrialStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public async Task Rows_WithClaims_HaveThemAndTheDifferenceToTheBaseline()
    {
        StudyClaim[] claims = [new("b", 0.7), new("b", 0.1) { Against = "a" }];
        StudyResults results = await _study.MeasureAsync(["--seeds", "2"], plan =>
        {
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6));
        });

        IReadOnlyList<StudyRow> rows = results.AllRows(claims);

        rows[0].Claimed.Should().BeNull();
        rows[0].Difference.Should().BeNull();
        rows[1].Claimed.Should().Be(0.7);
        rows[1].Baseline.Should().Be("a");
        rows[1].Difference!.Mean.Should().BeApproximately(0.1, 1e-12);
    }

    [Fact]
    public async Task With_ValuesOfSomeOutcomes_GivesThemThatMetricAndLeavesTheRest()
    {
        StudyResults results = await _study.MeasureAsync(["--seeds", "2"], plan =>
        {
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6));
        });

        StudyResults more = results.With("halves", outcome =>
            outcome.Name is "b" ? [.. outcome.Measurements.Select(measurement => measurement.TrainingSeconds / 2)] : null);

        more.Find("b")!.Metrics.Should().Equal("test_accuracy", "validation_accuracy", "halves");
        more.Find("b")!.Row("halves").Values.Should().Equal(0.5, 1);
        more.Find("a")!.Metrics.Should().Equal("test_accuracy", "validation_accuracy");
        more.AllRows([]).Should().ContainSingle(row => string.Equals(row.Metric, "halves", StringComparison.Ordinal));
        results.Find("b")!.Metrics.Should().NotContain("halves");
    }
}
