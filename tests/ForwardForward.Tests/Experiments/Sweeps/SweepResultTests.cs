using System.Text;
using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Sweeps;

public sealed class SweepResultTests
{
    private static readonly Sweep Two = new(
        "two",
        [
            new SweepConfiguration("a", SmallSweep.Network(8), SmallSweep.Training, "tiny"),
            new SweepConfiguration("b", SmallSweep.Network(9), SmallSweep.Training, "tiny"),
        ],
        [0, 1, 2]);

    private static readonly SweepRow[] Rows =
        [Row("b", 2, 0.5), Row("a", 1, 0.8), Row("a", 0, 0.9), Failed("a", 2, "it diverged"), Row("b", 0, 0.5), Row("b", 1, 0.5)];

    [Fact]
    public void Rows_InAnyOrder_AreThoseOfTheCells() =>
        new SweepResult(Two, Rows).Rows.Select(row => (row.Configuration, row.Seed))
            .Should().Equal(("a", 0), ("a", 1), ("a", 2), ("b", 0), ("b", 1), ("b", 2));

    [Fact]
    public void Summarise_SeedsThatFailed_AreLeftOutAndTold()
    {
        StudyRow[] summary = [.. new SweepResult(Two, Rows).Summarise()];

        summary.Select(row => (row.Name, row.Metric, row.Count)).Should().Equal(("a", "test_accuracy", 2), ("b", "test_accuracy", 3));
        summary[0].Values.Should().Equal(0.9, 0.8);
        summary[0].StandardDeviation.Should().BeApproximately(Math.Sqrt(0.005), 1e-12);
        summary[0].Seconds.Should().Be(20);
        summary[0].Settings["seeds"]!.ToJsonString().Should().Be("[0,1]");
        summary[0].Settings["failure of seed 2"]!.ToString().Should().Be("it diverged");
        summary[0].Settings["training"]!["epochs"]!.GetValue<int>().Should().Be(2);
    }

    [Fact]
    public void CompareWith_CellThatFailed_PairsTheSeedsThatBothHave()
    {
        SweepRow[] rows =
            [Row("a", 0, 0.9), Failed("a", 1, "it diverged"), Row("a", 2, 0.7), Row("b", 0, 0.5), Row("b", 1, 0.1), Row("b", 2, 0.4)];

        StudyRow[] summary = [.. new SweepResult(Two, rows).Summarise()];

        summary[0].Seeds.Should().Equal(0, 2);
        PairedDifference gain = summary[0].CompareWith(summary[1]).Difference!, loss = summary[1].CompareWith(summary[0]).Difference!;
        (gain.Count, loss.Count).Should().Be((2, 2));
        gain.Mean.Should().BeApproximately(0.35, 1e-12); // 0.4 of seed 0 and 0.3 of seed 2.
        loss.Mean.Should().BeApproximately(-0.35, 1e-12);
    }

    [Theory]
    [InlineData("\"NaN\"")]
    [InlineData("1.5")]
    public void FromJson_CurveThatIsNone_IsRefused(string number)
    {
        string json = Row("a", 0, 0.9).ToJson().Replace("\"curve\": []", $"\"curve\": [{number}]", StringComparison.Ordinal);

        json.Should().Contain(number);
        FluentActions.Invoking(() => SweepRow.FromJson(json)).Should().Throw<InvalidDataException>().WithMessage("*curve*");
    }

    [Fact]
    public void ToString_HasALineForEachMeasureAndEachFailure() =>
        new SweepResult(Two, Rows).ToString().Should().Be(
            """
            | configuration | measure | mean ± sd | seeds | seconds a seed |
            | --- | ---: | ---: | ---: | ---: |
            | a | test_accuracy | 85.00 ± 7.07 % | 2 | 10.0 |
            | b | test_accuracy | 50.00 ± 0.00 % | 3 | 10.0 |

            * a, seed 2: failed: it diverged
            """.ReplaceLineEndings("\n"));

    [Fact]
    public void ToString_ScheduleThatCannotBeWritten_HasTheNumbersAllTheSame()
    {
        Sweep own = new("own", [new SweepConfiguration("a", SmallSweep.Network(8), new() { Schedule = new Own() }, "tiny")], [0]);
        SweepResult result = new(own, [Row("a", 0, 0.9)]);

        result.ToString().Should().Contain("| a | test_accuracy | 90.00 % | 1 | 10.0 |");
        FluentActions.Invoking(result.Summarise).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void ToRecord_Rows_CanBeReadAndNameTheCommits()
    {
        using ImageDataset dataset = SmallSweep.Open();

        StudyRecord record = new SweepResult(Two, Rows).ToRecord(SmallSweep.Options(dataset));

        using MemoryStream json = new(Encoding.UTF8.GetBytes(record.ToJson()));
        StudyRecord read = StudyRecord.Read(json);
        (read.Study, read.Preset, read.Dataset, read.Commit, read.Device, read.Seconds)
            .Should().Be(("two", "sweep", "tiny", "abc, def", "cpu", 50));
        read.Rows.Should().HaveCount(2);
    }

    [Fact]
    public void Constructor_RowsOfNoCellOrTwice_AreRefused()
    {
        FluentActions.Invoking(() => new SweepResult(Two, [Row("c", 0, 1)]))
            .Should().Throw<ArgumentException>().WithMessage("*no cell*c, seed 0*");
        FluentActions.Invoking(() => new SweepResult(Two, [Row("a", 0, 1), Row("a", 0, 1)]))
            .Should().Throw<ArgumentException>().WithMessage("*a, seed 0 has 2 rows*");
    }

    [Fact]
    public void Row_ValuesAndFailureOrNeither_IsRefused()
    {
        FluentActions.Invoking(() => Create("a", 0, new(StringComparer.Ordinal) { ["loss"] = 1 }, "it failed"))
            .Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Create("a", 0, [], failure: null)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Row("a", 0, 1.5)).Should().Throw<ArgumentOutOfRangeException>();
    }

    private sealed class Own : TrainingSchedule
    {
        public override int CountEpochs(int epochs, int layers) => epochs;

        public override bool Learns(int layer, int epoch, int epochs, int layers) => true;
    }

    private static SweepRow Row(string name, long seed, double accuracy) =>
        Create(name, seed, new(StringComparer.Ordinal) { ["test_accuracy"] = accuracy }, null);

    private static SweepRow Failed(string name, long seed, string failure) => Create(name, seed, [], failure);

    private static SweepRow Create(string name, long seed, Dictionary<string, double> values, string? failure) => new(
        name, seed, values, [], epochs: failure is null ? 2 : 0, seconds: failure is null ? 10 : 0, failure, seed == 2 ? "def" : "abc",
        new DateTime(2025, 3, 4, 5, 6, 7, DateTimeKind.Utc));
}
