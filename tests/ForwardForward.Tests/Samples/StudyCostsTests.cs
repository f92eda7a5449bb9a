using System.Text.Json.Nodes;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Samples;

namespace ForwardForward.Tests.Samples;

public sealed class StudyCostsTests : IDisposable
{
    private readonly TrialStudy _study = new();
    private readonly LabelledImages _images = SyntheticImages.Create(300);
    private readonly List<string> _timed = [];
    private int _open;

    public void Dispose()
    {
        _study.Dispose();
        _images.Dispose();
    }

    [Fact]
    public async Task Measure_Costs_TimesTheTrainingsInTurnAfterOneOfEach()
    {
        StudyResults results = await MeasureAsync(["--seeds", "2"]);

        string[] ofSeed = [.. Enumerable.Repeat("a b", 6).SelectMany(names => names.Split(' '))];
        _timed.Should().Equal([.. ofSeed.Select(name => $"{name} 0"), .. ofSeed.Select(name => $"{name} 1")]);
        _open.Should().Be(0, "what was timed is disposed");
        results.Find("a")!.Cost!.OfSeeds.Should().HaveCount(2).And.OnlyContain(rounds => rounds.Count == 5);
        results.Find("c")!.Cost.Should().BeNull("it trains nothing");
        results.WithRounds("relative_cost", outcome => outcome.Cost?.Over(results.Find("a")!.Cost!)).Find("b")!
            .Row("relative_cost").Values.Should().Equal(3, 3);
        (await MeasureAsync(["--seeds", "5", "--fresh"])).Find("a")!.Cost!.OfSeeds.Should().OnlyContain(rounds => rounds.Count == 3);
    }

    [Fact]
    public async Task Measure_CostsAgain_TakesAllOfThemFromBeforeAndSaysSo()
    {
        StudyResults first = await MeasureAsync([]);
        _timed.Clear();

        StudyResults again = await MeasureAsync([]);

        _timed.Should().BeEmpty();
        _study.Output.ToString().Should().MatchRegex("Costs measured before, all of them on [0-9-]+ [0-9:]+ UTC. --fresh");
        again.Find("b")!.Cost!.OfSeeds.Single().Should().Equal(first.Find("b")!.Cost!.OfSeeds.Single());
        again.Find("b")!.Cost!.Measured.Should().Be(first.Find("b")!.Cost!.Measured);
        again.KeptSeconds.Should().BePositive();

        await MeasureAsync(["--only", "b"]);
        _timed.Should().Equal(Enumerable.Repeat("b 0", 10), "costs of other trainings are other costs");
        _timed.Clear();
        await MeasureAsync(["--fresh"]);
        _timed.Should().HaveCount(20);
    }

    [Fact]
    public async Task Measure_KeptTrialsOfAnotherDay_SaysThatTheirSecondsAreNotForComparison()
    {
        await MeasureAsync(["--only", "a"]);
        _study.Output.ToString().Should().NotContain("for comparison");
        foreach (string cell in _study.Cells)
        {
            JsonObject kept = JsonNode.Parse(await File.ReadAllTextAsync(cell))!.AsObject();
            kept["measured"] = kept.ContainsKey("rounds") ? kept["measured"]!.DeepClone() : "2026-01-31T12:00:00Z";
            await File.WriteAllTextAsync(cell, kept.ToJsonString());
        }

        await MeasureAsync([]);

        _study.Output.ToString().Should().MatchRegex("The seconds of training are of 2026-01-31 and [0-9-]+: they are not for comparison.");
    }

    [Fact]
    public async Task WithRounds_Row_KeepsMedianQuartilesAndRoundsBesideItsSettings()
    {
        StudyResults results = (await MeasureAsync([])).WithRounds("seconds_a_pass", outcome => outcome.Cost);

        StudyRow row = results.AllRows([]).Single(row => row is { Name: "b", Metric: "seconds_a_pass" });

        row.Settings["rounds"]!.AsObject().Select(field => field.Key)
            .Should().Equal("measured", "rounds", "median", "lower_quartile", "upper_quartile", "spread");
        row.Settings["rounds"]!["rounds"]!.GetValue<int>().Should().Be(9);
        StudyOverview.Cells([row]).Single()[1].Should().Be("90, spread 0 %");
        results.Find("b")!.Row("test_accuracy").Settings.Should().BeEmpty();
    }

    // 300 images in batches of 4: 75 batches, of which a thirtieth is 2.
    [Fact]
    public void Measure_PartOfATraining_HasItsEpochsAndGivesTheSecondsOfTheWhole()
    {
        using TimedTraining part = Timed(
            "a", 0, 1, new TrainingOptions { Epochs = 6, BatchSize = 4, Validation = _images }, (images, options) =>
            {
                images.Count.Should().Be(8);
                options.Epochs.Should().Be(6);
                options.Validation.Should().BeNull();
            });

        part.Measure(default).Should().BeApproximately(300 / 8.0, 1e-12);
    }

    // Three passes of each layer, of 1 and 2 seconds but for the first: 9 seconds in all, of 3 of the 1,000 epochs.
    [Fact]
    public void Measure_TrainingInFullBatches_TakesAFewEpochsOfAllImagesWithoutTheFirst()
    {
        TrainingOptions training = new() { Epochs = 1_000, BatchSize = 300, Schedule = TrainingSchedule.Greedy };
        double[] seconds = [9, 1, 1, 12, 2, 2];
        using TimedTraining part = new(new Disposal(() => { }), (images, options) =>
        {
            images.Count.Should().Be(300);
            options.Epochs.Should().Be(3);
            return new TrainingResult(
                [.. seconds.Select((time, pass) => new EpochResult(pass + 1, pass < 3 ? [0.1, null] : [null, 0.1], null, time))], 27);
        }, _images, training);

        part.Measure(default).Should().BeApproximately(3_000, 1e-9);
    }

    [Fact]
    public void BeginTiming_NetworkAndTwin_TrainsAndLeavesNothingBehind()
    {
        using ImageDataset digits = ImageDatasets.SyntheticDigits(new DatasetOptions { Train = 400, Test = 100 });
        FFNetworkBuilder builder = new FFNetworkBuilder().WithInput(digits.Shape).WithClasses(10).AddDense(20);
        TrainingOptions training = new() { Epochs = 1 };
        long before = Tensors.CountLive();

        foreach (StudyTrial trial in new[]
        {
            NetworkTrial.Create(builder, digits, training),
            BackpropTrial.Create(builder, digits, training),
        })
        {
            using TimedTraining timed = trial.BeginTiming!(3);
            timed.Measure(default).Should().BePositive();
        }

        Tensors.CountLive().Should().Be(before);
        NetworkTrial.Create(builder, digits, training: null).BeginTiming.Should().BeNull();
    }

    private Task<StudyResults> MeasureAsync(string[] arguments)
    {
        StudyResults? results = null;
        return Run();

        async Task<StudyResults> Run()
        {
            int exitCode = await _study.RunAsync(arguments, run =>
            {
                StudyPlan plan = new(run);
                plan.Add("a", Trial("a", 1));
                plan.Add("b", Trial("b", 3));
                plan.Add("c", _study.Trial("c", 0.5));
                results = plan.Measure(costs: true);
            });
            exitCode.Should().Be(0, _study.Error.ToString());
            return results!;
        }
    }

    private StudyTrial Trial(string name, double seconds) =>
        _study.Trial(name, 0.5) with
        {
            BeginTiming = seed => Timed(name, seed, seconds, new TrainingOptions { BatchSize = 10 }, (_, _) => { }),
        };

    private TimedTraining Timed(
        string name, long seed, double seconds, TrainingOptions training, Action<LabelledImages, TrainingOptions> look)
    {
        _open++;
        return new TimedTraining(
            new Disposal(() => _open--),
            (images, options) =>
            {
                look(images, options);
                _timed.Add($"{name} {seed}");
                return new TrainingResult([], seconds);
            },
            _images, training);
    }

    private sealed class Disposal(Action dispose) : IDisposable
    {
        public void Dispose() => dispose();
    }
}
