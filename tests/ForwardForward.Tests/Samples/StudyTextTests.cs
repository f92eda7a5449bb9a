using ForwardForward.Experiments;
using ForwardForward.Samples;
using ForwardForward.Tests.Experiments.Records;

namespace ForwardForward.Tests.Samples;

public sealed class StudyTextTests
{
    [Fact]
    public void ToMarkdown_Record_IsATableWithAccuraciesInPercent()
    {
        string[] lines = Lines(TrialRecord.Alone, TrialRecord.Goodness);

        lines[0].Should().Be("# trial, controlled, on mnist");
        lines[^4].Should().Be("| name | metric | mean ± sd | seeds | claimed | seconds a seed |");
        lines[^2].Should().Be("| wrong_label | test_accuracy | 75.00 ± 25.00 % | 3 | 94.50 % | 3.0 |");
        lines[^1].Should().Be("| layer 1 | goodness | 1.25 | 1 | – | – |");
    }

    // Differences 0, 0.25 and 0.5: mean 0.25, deviation 0.25, and 4.302653 times that over √3 is 0.621034.
    [Fact]
    public void ToMarkdown_RowWithADifference_HasAColumnForIt()
    {
        string[] lines = Lines(TrialRecord.Trained, TrialRecord.Untrained, TrialRecord.Goodness.CompareWith(TrialRecord.Goodness));

        lines[^5].Should().EndWith("| seconds a seed | difference |");
        lines[^4].Should().Be("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        lines[^3].Should().EndWith("| 3.0 | 25.00 (95 %: -37.10 to 87.10) points against untrained |");
        lines[^2].Should().EndWith("| – | – |");
        lines[^1].Should().EndWith("| – | 0 against layer 1 |");
    }

    private static string[] Lines(params StudyRow[] rows) =>
        StudyText.ToMarkdown(TrialRecord.With(rows: rows), []).TrimEnd().Split('\n');
}
