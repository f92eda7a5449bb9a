using System.Text.Json.Nodes;
using ForwardForward.Samples;
using ForwardForward.Samples.Plots;
using ForwardForward.Samples.Studies;
using ForwardForward.Samples.Verdicts;
using ForwardForward.Studies;

namespace ForwardForward.Tests.Samples;

/// <summary>Studies of trials that cost nothing and count how often they are measured.</summary>
public sealed class StudyPlanTests : IDisposable
{
    private static readonly SampleDefaults Defaults = new()
    {
        Study = "trial",
        Description = "A trial.",
        KeepsMeasurements = true,
        Dataset = DatasetChoice.Synthetic,
        Seeds = _ => 1,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _measured = [];
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private IEnumerable<string> Cells => Directory.Exists(_folder.Combine(".cells")) ? Directory.EnumerateFiles(_folder.Combine(".cells")) : [];

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Measure_TwoConfigurationsAndThreeSeeds_GivesEachItsValuesInTheOrderOfTheSeeds()
    {
        StudyResults results = await MeasureAsync(["--seeds", "3"], plan =>
        {
            plan.Add("a", Trial("a", 0.5));
            plan.Add("b", Trial("b", 0.6));
        });

        results.Outcomes.Select(outcome => outcome.Name).Should().Equal("a", "b");
        results["a"].Row("test_accuracy").Values.Should().Equal(0.5, 0.51, 0.52);
        results["b"].Row("test_accuracy").Values.Should().Equal(0.6, 0.61, 0.62);
        results["b"].TrainingSeconds.Should().Be(6);
        results["b"].Curve.Should().Equal(1, 2);
        Cells.Should().HaveCount(6);
    }

    [Fact]
    public async Task Measure_Again_TakesWhatIsThereAndMeasuresWhatIsMissing()
    {
        await MeasureAsync(["--seeds", "2"], plan => plan.Add("a", Trial("a", 0.5)));
        _measured.Clear();

        StudyResults results = await MeasureAsync(["--seeds", "3"], plan =>
        {
            plan.Add("a", Trial("a", 0.5));
            plan.Add("b", Trial("b", 0.6));
        });

        _measured.Should().Equal("a 2", "b 0", "b 1", "b 2");
        results["a"].Row("test_accuracy").Values.Should().Equal(0.5, 0.51, 0.52);
        results["a"].Curve.Should().Equal(1, 2);
        results.KeptSeconds.Should().BePositive();
        _output.ToString().Should().Contain("[2/6] a, seed 1  test_accuracy 51.00 %  measured before");
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("fresh")]
    [InlineData("damaged")]
    [InlineData("other")]
    public async Task Measure_AgainWithOtherSettingsOrAfresh_MeasuresAgain(string why)
    {
        await MeasureAsync([], plan => plan.Add("a", Trial("a", 0.5)));
        _measured.Clear();
        string cell = Cells.Single();
        if (why is "damaged")
            await File.WriteAllTextAsync(cell, "{ \"key\": {");
        if (why is "other")
            await File.WriteAllTextAsync(cell, (await File.ReadAllTextAsync(cell)).Replace("\"rate\": 0.1", "\"rate\": 0.2", StringComparison.Ordinal));

        StudyResults results = await MeasureAsync(why is "fresh" ? ["--fresh"] : [], plan => plan.Add("a", Trial("a", 0.5, rate: why is "settings" ? 0.2 : 0.1)));

        _measured.Should().Equal("a 0");
        results.KeptSeconds.Should().Be(0);
    }

    [Fact]
    public async Task Measure_SameSettingsUnderTwoNames_MeasuresOnceAlsoAfresh()
    {
        await MeasureAsync([], plan => plan.Add("a", Trial("a", 0.5)));
        _measured.Clear();

        StudyResults results = await MeasureAsync(["--fresh"], plan =>
        {
            plan.Add("a", Trial("a", 0.5));
            plan.Add("the same", Trial("a", 0.5));
        });

        _measured.Should().Equal("a 0");
        results["the same"].Row("test_accuracy").Values.Should().Equal(0.5);
    }

    [Fact]
    public async Task Measure_SeveralCandidates_ChoosesByValidationWithTheFirstSeedAlone()
    {
        StudyResults results = await MeasureAsync(["--seeds", "2"], plan => plan.Add(
            "a", Trial("low", 0.9, rate: 0.1, validation: 0.7), Trial("best", 0.5, rate: 0.2, validation: 0.8), Trial("high", 0.8, rate: 0.3, validation: 0.6)));

        _measured.Should().Equal("low 0", "best 0", "high 0", "best 1");
        results["a"].Row("test_accuracy").Values.Should().Equal(0.5, 0.51);
        results["a"].Settings["rate"]!.GetValue<double>().Should().Be(0.2);
        results["a"].Settings["chosen_of"]!.GetValue<int>().Should().Be(3);
        _output.ToString().Should().Contain("[2/4] a (2 of 3), seed 0").And.Contain("[4/4] a, seed 1");
    }

    [Fact]
    public async Task Measure_Cancelled_KeepsWhatIsDoneAndSaysHowToGoOn()
    {
        using CancellationTokenSource cancellation = new();

        int exitCode = await RunAsync([], run =>
        {
            StudyPlan plan = new(run);
            plan.Add("a", Trial("a", 0.5));
            plan.Add("b", new StudyTrial([], context =>
            {
                cancellation.Cancel();
                context.Cancellation.ThrowIfCancellationRequested();
                throw new InvalidOperationException("The trial goes on after it was cancelled.");
            }));
            plan.Measure();
        }, cancellation.Token);

        exitCode.Should().Be(130);
        _output.ToString().Should().Contain("What was measured is kept. The same command goes on from there.");
        Cells.Should().ContainSingle();
    }

    [Fact]
    public async Task Add_NameTwiceOrNothingToMeasure_IsRefused()
    {
        await RunAsync([], run =>
        {
            StudyPlan plan = new(run);
            plan.Add("a", Trial("a", 0.5));
            FluentActions.Invoking(() => plan.Add("a", Trial("a", 0.5))).Should().Throw<ArgumentException>().WithMessage("*'a' already*");
            FluentActions.Invoking(() => plan.Add("b")).Should().Throw<ArgumentException>().WithMessage("*no trial*");
        });
    }

    [Fact]
    public async Task Rows_WithClaims_HaveThemAndTheDifferenceToTheBaseline()
    {
        StudyClaim[] claims = [new("b", 0.7), new("b", 0.1) { Against = "a" }];
        StudyResults results = await MeasureAsync(["--seeds", "2"], plan =>
        {
            plan.Add("a", Trial("a", 0.5));
            plan.Add("b", Trial("b", 0.6));
        });

        IReadOnlyList<StudyRow> rows = results.Rows("test_accuracy", claims);

        rows[0].Claimed.Should().BeNull();
        rows[0].Difference.Should().BeNull();
        rows[1].Claimed.Should().Be(0.7);
        rows[1].Difference!.Against.Should().Be("a");
        rows[1].Difference!.Paired.Mean.Should().BeApproximately(0.1, 1e-12);
    }

    [Fact]
    public async Task With_ValuesOfSomeOutcomes_GivesThemThatMetricAndLeavesTheRest()
    {
        StudyResults results = await MeasureAsync(["--seeds", "2"], plan =>
        {
            plan.Add("a", Trial("a", 0.5));
            plan.Add("b", Trial("b", 0.6));
        });

        StudyResults more = results.With("halves", outcome => outcome.Name is "b" ? [.. outcome.Measurements.Select(measurement => measurement.TrainingSeconds / 2)] : null);

        more["b"].Metrics.Should().Equal("test_accuracy", "validation_accuracy", "halves");
        more["b"].Row("halves").Values.Should().Equal(0.5, 1);
        more["a"].Metrics.Should().Equal("test_accuracy", "validation_accuracy");
        more.Rows("halves", []).Should().ContainSingle();
        results["b"].Metrics.Should().NotContain("halves");
    }

    [Theory]
    [InlineData("quick", 1)]
    [InlineData("faithful", 2)]
    public async Task Write_AnyPreset_LeavesRecordAndFigureAndJudgesLevelsOfTheFaithfulOneAlone(string preset, int verdicts)
    {
        StudyClaim[] claims = [new("b", 0.7), new("b", 0.1) { Against = "a" }];

        int exitCode = await RunAsync(["--preset", preset], run =>
        {
            StudyPlan plan = new(run);
            plan.Add("a", Trial("a", 0.5));
            plan.Add("b", Trial("b", 0.6));
            StudyResults results = plan.Measure();
            using Figure figure = new(300, 200, RankedBarPlot.Create("trial", results.Rows("test_accuracy", claims)));
            StudyReport.Write(run, results, claims, figure);
        });

        exitCode.Should().Be(0, _error.ToString());
        var record = StudyRecord.Read(_folder.Combine($"trial-{preset}.json"));
        record.Rows.Select(row => $"{row.Name} {row.Metric} {row.Settings.Count} {row.Seconds}").Should()
            .Equal("a test_accuracy 2 1", "b test_accuracy 2 1", "a validation_accuracy 0 0", "b validation_accuracy 0 0");
        string markdown = await File.ReadAllTextAsync(_folder.Combine($"trial-{preset}.md"));
        markdown[markdown.IndexOf("| result |", StringComparison.Ordinal)..].Trim().Split('\n').Should().HaveCount(2 + verdicts);
        _output.ToString().Should().Contain("│ b    │  60.00 % │ 70.00 % │     1.0 │");
        File.Exists(_folder.Combine($"trial-{preset}.png")).Should().BeTrue();
    }

    private StudyTrial Trial(string name, double accuracy, double rate = 0.1, double validation = 0.5) => new(
        new JsonObject { ["network"] = name, ["rate"] = rate },
        context =>
        {
            _measured.Add(FormattableString.Invariant($"{name} {context.Seed}"));
            Dictionary<string, double> values = new(StringComparer.Ordinal)
            {
                ["test_accuracy"] = Math.Round(accuracy + (0.01 * context.Seed), 3),
                ["validation_accuracy"] = validation,
            };
            return new StudyMeasurement(values, [1, 2], TrainingSeconds: 1 + context.Seed);
        });

    private async Task<StudyResults> MeasureAsync(string[] arguments, Action<StudyPlan> add)
    {
        StudyResults? results = null;
        int exitCode = await RunAsync(arguments, run =>
        {
            StudyPlan plan = new(run);
            add(plan);
            results = plan.Measure();
        });
        exitCode.Should().Be(0, _error.ToString());
        return results!;
    }

    private Task<int> RunAsync(string[] arguments, Action<SampleRun> work, CancellationToken cancellation = default) =>
        new SampleCommand(Defaults, _output, _error).RunAsync([.. arguments, "--out", _folder.Path], run =>
        {
            work(run);
            return Task.CompletedTask;
        }, cancellation);
}
