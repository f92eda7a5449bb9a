using ForwardForward.Samples;

namespace ForwardForward.Tests.Samples;

public sealed class StudyPlanTests : IDisposable
{
    private readonly TrialStudy _study = new();

    public void Dispose() => _study.Dispose();

    [Fact]
    public async Task Measure_TwoConfigurationsAndThreeSeeds_GivesEachItsValuesInTheOrderOfTheSeeds()
    {
        StudyResults results = await _study.MeasureAsync(["--seeds", "3"], plan =>
        {
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6));
        });

        results.Outcomes.Select(outcome => outcome.Name).Should().Equal("a", "b");
        results.Find("a")!.Row("test_accuracy").Values.Should().Equal(0.5, 0.51, 0.52);
        results.Find("b")!.Row("test_accuracy").Values.Should().Equal(0.6, 0.61, 0.62);
        results.Find("b")!.TrainingSeconds.Should().Be(6);
        results.Find("b")!.Curve.Should().Equal(1, 2);
        _study.Cells.Should().HaveCount(6);
    }

    [Fact]
    public async Task Measure_ATrialOfFewerSeeds_TakesNoMore()
    {
        StudyResults results = await _study.MeasureAsync(["--seeds", "3"], plan =>
        {
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6) with { MostSeeds = 2 });
        });

        _study.Measured.Should().Equal("a 0", "a 1", "a 2", "b 0", "b 1");
        results.Find("b")!.Row("test_accuracy").Values.Should().Equal(0.6, 0.61);
    }

    [Fact]
    public async Task Measure_Again_TakesWhatIsThereAndMeasuresWhatIsMissing()
    {
        await _study.MeasureAsync(["--seeds", "2"], plan => plan.Add("a", _study.Trial("a", 0.5)));
        _study.Measured.Clear();

        StudyResults results = await _study.MeasureAsync(["--seeds", "3"], plan =>
        {
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6));
        });

        _study.Measured.Should().Equal("a 2", "b 0", "b 1", "b 2");
        results.Find("a")!.Row("test_accuracy").Values.Should().Equal(0.5, 0.51, 0.52);
        results.Find("a")!.Curve.Should().Equal(1, 2);
        results.KeptSeconds.Should().BePositive();
        _study.Output.ToString().Should().Contain("[2/6] a, seed 1  test_accuracy 51.00 %  measured before");
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("fresh")]
    [InlineData("damaged")]
    [InlineData("other")]
    public async Task Measure_AgainWithOtherSettingsOrAfresh_MeasuresAgain(string why)
    {
        await _study.MeasureAsync([], plan => plan.Add("a", _study.Trial("a", 0.5)));
        _study.Measured.Clear();
        string cell = _study.Cells.Single();
        if (why is "damaged")
            await File.WriteAllTextAsync(cell, "{ \"key\": {");
        if (why is "other")
            await File.WriteAllTextAsync(
                cell, (await File.ReadAllTextAsync(cell)).Replace("\"rate\": 0.1", "\"rate\": 0.2", StringComparison.Ordinal));

        StudyResults results = await _study.MeasureAsync(
            why is "fresh" ? ["--fresh"] : [], plan => plan.Add("a", _study.Trial("a", 0.5, rate: why is "settings" ? 0.2 : 0.1)));

        _study.Measured.Should().Equal("a 0");
        results.KeptSeconds.Should().Be(0);
    }

    [Fact]
    public async Task Measure_SameSettingsUnderTwoNames_MeasuresOnceAlsoAfresh()
    {
        await _study.MeasureAsync([], plan => plan.Add("a", _study.Trial("a", 0.5)));
        _study.Measured.Clear();

        StudyResults results = await _study.MeasureAsync(["--fresh"], plan =>
        {
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("the same", _study.Trial("a", 0.5));
        });

        _study.Measured.Should().Equal("a 0");
        results.Find("the same")!.Row("test_accuracy").Values.Should().Equal(0.5);
    }

    [Fact]
    public async Task Measure_SeveralCandidates_ChoosesByValidationWithTheFirstSeedAlone()
    {
        StudyResults results = await _study.MeasureAsync(["--seeds", "2"], plan => plan.Add(
            "a", _study.Trial("low", 0.9, rate: 0.1, validation: 0.7), _study.Trial("best", 0.5, rate: 0.2, validation: 0.8),
            _study.Trial("high", 0.8, rate: 0.3, validation: 0.6)));

        _study.Measured.Should().Equal("low 0", "best 0", "high 0", "best 1");
        results.Find("a")!.Row("test_accuracy").Values.Should().Equal(0.5, 0.51);
        results.Find("a")!.Settings["rate"]!.GetValue<double>().Should().Be(0.2);
        results.Find("a")!.Settings["chosen_of"]!.GetValue<int>().Should().Be(3);
        _study.Output.ToString().Should().Contain("[2/4] a (2 of 3), seed 0").And.Contain("[4/4] a, seed 1");
    }

    [Fact]
    public async Task Measure_OnlySomeConfigurations_MeasuresThemInTheOrderOfThePlan()
    {
        StudyResults results = await _study.MeasureAsync(["--only", "c", "--only", "a"], plan =>
        {
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6));
            plan.Add("c", _study.Trial("c", 0.7));
        });

        _study.Measured.Should().Equal("a 0", "c 0");
        results.Outcomes.Select(outcome => outcome.Name).Should().Equal("a", "c");
        results.Find("b").Should().BeNull();
    }

    [Fact]
    public async Task Measure_OnlyAConfigurationThatIsNotThere_MeasuresNothingAndNamesThoseThatAre()
    {
        int exitCode = await _study.RunAsync(["--only", "A"], run =>
        {
            StudyPlan plan = new(run);
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", _study.Trial("b", 0.6));
            plan.Measure();
        });

        exitCode.Should().Be(1);
        _study.Error.ToString().Should().Be(
            $"error: --only 'A' is not a configuration of this study with --preset quick. Choose of 'a', 'b'.{Environment.NewLine}");
        _study.Measured.Should().BeEmpty();
    }

    [Fact]
    public async Task Measure_Cancelled_KeepsWhatIsDoneAndSaysHowToGoOn()
    {
        using CancellationTokenSource cancellation = new();

        int exitCode = await _study.RunAsync([], run =>
        {
            StudyPlan plan = new(run);
            plan.Add("a", _study.Trial("a", 0.5));
            plan.Add("b", new StudyTrial([], context =>
            {
                cancellation.Cancel();
                context.Cancellation.ThrowIfCancellationRequested();
                throw new InvalidOperationException("The trial goes on after it was cancelled.");
            }));
            plan.Measure();
        }, cancellation.Token);

        exitCode.Should().Be(130);
        _study.Output.ToString().Should().Contain("What was measured is kept. The same command goes on from there.");
        _study.Cells.Should().ContainSingle();
    }

    [Fact]
    public async Task Add_NameTwiceOrNothingToMeasure_IsRefused()
    {
        await _study.RunAsync([], run =>
        {
            StudyPlan plan = new(run);
            plan.Add("a", _study.Trial("a", 0.5));
            FluentActions.Invoking(() => plan.Add("a", _study.Trial("a", 0.5)))
                .Should().Throw<ArgumentException>().WithMessage("*'a' already*");
            FluentActions.Invoking(() => plan.Add("b")).Should().Throw<ArgumentException>().WithMessage("*no trial*");
        });
    }
}
