using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Data.Sources;
using ForwardForward.Tests.Reliability;

namespace ForwardForward.Tests.Experiments.Sweeps;

public sealed class SweepTests : IDisposable
{
    private readonly ImageDataset _dataset = SmallSweep.Open();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Grid_NetworksTrainingsAndSeeds_HasEveryCombinationInOrder()
    {
        Sweep sweep = Sweep.Grid(
            "grid", [("a", SmallSweep.Network(4)), ("b", SmallSweep.Network(5))], [("x", SmallSweep.Training)], ["one", "two"], [3, 1]);

        sweep.Cells.Select(cell => cell.ToString()).Should().Equal(
            "a, one, seed 3", "a, one, seed 1", "a, two, seed 3", "a, two, seed 1",
            "b, one, seed 3", "b, one, seed 1", "b, two, seed 3", "b, two, seed 1");
        sweep.Cells.Select(cell => (cell.Configuration.Dataset, ((DenseLayerDefinition)cell.Configuration.Definition.Layers[0]).Units))
            .Should().Equal(("one", 4), ("one", 4), ("two", 4), ("two", 4), ("one", 5), ("one", 5), ("two", 5), ("two", 5));
    }

    [Fact]
    public void Grid_OneOfEverything_IsCalledByItsNetwork() =>
        Sweep.Grid("grid", [("a", SmallSweep.Network(4))], [("x", SmallSweep.Training)], ["one"], [0])
            .Configurations.Should().ContainSingle().Which.Name.Should().Be("a");

    [Fact]
    public void Run_AllCells_HaveTheNumbersOfDirectCalls()
    {
        List<SweepProgress> told = [];

        SweepResult result = SmallSweep.Create().Run(SmallSweep.Options(_dataset, progress: told.Add));

        result.Rows.Should().HaveCount(12).And.OnlyContain(row => row.Failure == null && row.Commit == "abc");
        using FFNetwork network = SmallSweep.Network(24).Build(seed: 7);
        TrainingResult training = network.Fit(
            _dataset.Train, SmallSweep.Training with { Schedule = TrainingSchedule.Greedy, Validation = _dataset.Validation });
        SweepRow last = result.Rows[^1];
        (last.Configuration, last.Seed, last.Epochs).Should().Be(("wide, greedy", 7, 4));
        last.Curve.Should().Equal(training.History.Select(epoch => epoch.ValidationAccuracy!.Value));
        last.Values[SweepRow.TestAccuracy].Should().Be(network.MeasureAccuracy(_dataset.Test));
        last.Values[SweepRow.ValidationAccuracy].Should().Be(network.MeasureAccuracy(_dataset.Validation!));
        told.Where(report => report.Row is not null).Select(report => report.Done).Should().Equal(Enumerable.Range(1, 12));
        told.Should().Contain(report => report.Training != null).And.OnlyContain(report => report.Count == 12);
    }

    [Fact]
    public void Run_CellAlone_GivesTheRowOfTheSweep()
    {
        SweepCell cell = SmallSweep.Create().Cells[1];

        SweepRow alone = cell.Run(SmallSweep.Options(_dataset)), again = SweepRow.FromJson(alone.ToJson());

        SweepRow expected = SmallSweep.Create().Run(SmallSweep.Options(_dataset)).Rows[1];
        foreach (SweepRow row in new[] { alone, again })
        {
            row.Should().BeEquivalentTo(
                expected, compared => compared.Excluding(one => one.Seconds).Excluding(one => one.Ended));
        }
        (again.Seconds, again.Ended).Should().Be((alone.Seconds, alone.Ended));
    }

    [Fact]
    public void Run_Twice_RunsNothingAgainAndGivesTheSame()
    {
        SweepResult first = SmallSweep.Run(_folder.FullPath, _ => { });

        SweepResult second = SmallSweep.Run(_folder.FullPath, cell => throw new InvalidOperationException($"{cell} is run again."));

        second.Rows.Should().BeEquivalentTo(first.Rows, compared => compared.WithStrictOrdering());
    }

    [Fact]
    public void Run_KilledAgainAndAgain_RepeatsNoFinishedCell()
    {
        string[] all = [.. SmallSweep.Create().Cells.Select(cell => cell.ToString())];
        List<string> begun = [];
        foreach (int cells in new[] { 2, 4 })
        {
            using ChildProcess child = new(ChildProgram.Sweep, _folder.FullPath);
            for (int read = 0; read < cells; read++)
                begun.Add(child.ReadLine());
            child.Kill();
        }

        List<string> rest = [];
        SweepResult result = SmallSweep.Run(_folder.FullPath, rest.Add);

        // A cell that a kill cut short, or whose end it left no time to tell, is the next one's first.
        begun.Take(2).Should().Equal(all.Take(2));
        begun[2].Should().BeOneOf(all[1], all[2]);
        rest.Should().Equal(all.TakeLast(rest.Count)).And.HaveCountLessThanOrEqualTo(8);
        result.Rows.Should().HaveCount(12);
        using TemporaryFolder undisturbed = new();
        SmallSweep.Run(undisturbed.FullPath, _ => { }).Rows.Select(row => row.Values[SweepRow.TestAccuracy])
            .Should().Equal(result.Rows.Select(row => row.Values[SweepRow.TestAccuracy]));
    }

    [Fact]
    public void Run_CellsThatFail_AreRecordedAndEndNoOther()
    {
        FFNetworkDefinition spoiled = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
            .WithNegatives(new NotANumberSampler()).AddDense(8).Define();
        Sweep sweep = new(
            "failing",
            [
                new SweepConfiguration("diverges", spoiled, SmallSweep.Training, SmallSweep.Images),
                new SweepConfiguration("too large", SmallSweep.Network(8), SmallSweep.Training with { BatchSize = 500 }, SmallSweep.Images),
                new SweepConfiguration("works", SmallSweep.Network(8), SmallSweep.Training, SmallSweep.Images),
            ],
            [0, 1]);
        int begun = 0;
        SweepOptions Options(bool retry) => SmallSweep.Options(
            _dataset, _folder.FullPath, report => begun += report is { Row: null, Training: null } ? 1 : 0, retry);

        SweepResult result = sweep.Run(Options(retry: false));

        result.Failed.Select(row => row.Configuration).Should().Equal("diverges", "diverges", "too large", "too large");
        result.Failed[0].Failure.Should().StartWith("TrainingDivergedException: ").And.Contain("layer 1 (Dense 8)");
        result.Failed[2].Failure.Should().StartWith("ArgumentException: ").And.Contain("500");
        result.Summarise().Select(row => row.Name).Distinct(StringComparer.Ordinal).Should().Equal("works");
        result.ToString().Should().Contain("\n* diverges, seed 0: failed: TrainingDivergedException: ");
        sweep.Run(Options(retry: false));
        begun.Should().Be(6, "what failed is not run again");
        sweep.Run(Options(retry: true));
        begun.Should().Be(10, "where it is asked for, the four that failed are");
    }

    [Fact]
    public void Run_ProgressThatThrows_EndsTheSweepAndIsNoFailureOfTheCell()
    {
        SweepOptions fails = SmallSweep.Options(
            _dataset, _folder.FullPath, report => _ = report.Training is null ? 0 : throw new TimeoutException("The caller's own."));

        FluentActions.Invoking(() => SmallSweep.Create().Run(fails)).Should().Throw<TimeoutException>();

        _folder.Files.Should().Equal("lock", "sweep.json");
    }

    [Fact]
    public void Run_Cancelled_KeepsWhatIsDone()
    {
        using CancellationTokenSource source = new();
        SweepOptions options = new()
        {
            Datasets = SmallSweep.Options(_dataset).Datasets,
            Folder = _folder.FullPath,
            Cancellation = source.Token,
            Progress = new ProgressCallback<SweepProgress>(report =>
            {
                if (report is { Done: 2, Training: not null })
                    source.Cancel();
            }),
        };

        FluentActions.Invoking(() => SmallSweep.Create().Run(options)).Should().Throw<OperationCanceledException>();

        List<string> rest = [];
        SmallSweep.Run(_folder.FullPath, rest.Add);
        rest.Should().HaveCount(10);
    }

    [Fact]
    public void Run_LacksADataset_IsRefusedBeforeAnythingRuns() =>
        FluentActions.Invoking(() => new Sweep(
                "other", [new SweepConfiguration("a", SmallSweep.Network(8), SmallSweep.Training, "mnist")], [0])
                .Run(SmallSweep.Options(_dataset, _folder.FullPath, _ => throw new InvalidOperationException("It runs."))))
            .Should().Throw<ArgumentException>().WithMessage("'a' is trained on 'mnist'*has 'tiny'*");

    [Fact]
    public void Constructor_WhatCannotBeToldApart_IsRefused()
    {
        SweepConfiguration one = new("a", SmallSweep.Network(8), SmallSweep.Training, SmallSweep.Images);

        FluentActions.Invoking(() => new Sweep("s", [one, one], [0])).Should().Throw<ArgumentException>().WithMessage("*two*'a'*");
        FluentActions.Invoking(() => new Sweep("s", [one], [0, 0])).Should().Throw<ArgumentException>().WithMessage("*0 twice*");
        FluentActions.Invoking(() => new Sweep("s", [], [0])).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Configuration_OptionsOfOneRun_AreRefusedByName()
    {
        Refused(new TrainingOptions { Validation = _dataset.Validation }, "Validation");
        Refused(new TrainingOptions { Checkpoint = new CheckpointOptions { Folder = "f" } }, "Checkpoint");
        Refused(new TrainingOptions { Progress = new ConsoleProgress() }, "Progress");
        Refused(new TrainingOptions { Cancellation = new CancellationToken(canceled: true) }, "Cancellation");

        static void Refused(TrainingOptions training, string part) =>
            FluentActions.Invoking(() => new SweepConfiguration("a", SmallSweep.Network(8), training, SmallSweep.Images))
                .Should().Throw<ArgumentException>().WithMessage($"*'a' have {part}*");
    }

    private sealed class NotANumberSampler : INegativeSampler
    {
        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) =>
            new WrongLabelSampler().Sample(positives, context) with { Images = TorchSharp.torch.full_like(positives.Images, double.NaN) };
    }
}
