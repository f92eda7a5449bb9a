using System.Collections.Immutable;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Tests.Data.Sources;

namespace ForwardForward.Tests.Experiments.Sweeps;

public sealed class SweepFolderTests : IDisposable
{
    private readonly ImageDataset _dataset = SmallSweep.Open();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _dataset.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Run_ChangedDescription_IsRefusedByWhatDiffers()
    {
        Run(Of(SmallSweep.Training));

        Refused(Of(SmallSweep.Training with { Epochs = 3 }), "*its configuration 'one', training, epochs is 3, and was 2.*");
        Refused(
            Of(SmallSweep.Training with { Schedule = TrainingSchedule.Greedy }),
            "*training, schedule is \"greedy\", and was \"simultaneous\"*");
        Refused(Of(SmallSweep.Training, units: 9), "*its configuration 'one', network, layers 1, units is 9, and was 8.*");
        Refused(Of(SmallSweep.Training, name: "other"), "*its configuration 'one' is not there.*");
        Refused(Of(SmallSweep.Training, seeds: [1]), "*its seed 0 is not there.*");
        Refused(new Sweep("other", Of(SmallSweep.Training).Configurations, [0]), "*its name is \"other\", and was \"kept\"*");
        using ImageDataset others = SmallSweep.Open(seed: 5);
        Refused(Of(SmallSweep.Training), "*its dataset 'tiny', train is \"60 of 1×6×6 in 3 classes, SHA-256 *", others);
    }

    [Fact]
    public void Run_SeedsAndConfigurationsAdded_RunsThoseAlone()
    {
        Run(Of(SmallSweep.Training));
        Sweep more = new(
            "kept", [.. Of(SmallSweep.Training).Configurations, .. Of(SmallSweep.Training, name: "two").Configurations], [0, 4]);
        List<string> run = [];

        more.Run(SmallSweep.Options(_dataset, _folder.FullPath, report =>
        {
            if (report.Row is { } row)
                run.Add($"{row.Configuration} {row.Seed}");
        })).Rows.Should().HaveCount(4);

        run.Should().Equal("one 4", "two 0", "two 4");
        Refused(Of(SmallSweep.Training), "*its configuration 'two' is not there.*");
    }

    [Fact]
    public void Run_DamagedFiles_AreNamed()
    {
        Run(Of(SmallSweep.Training));
        string row = Directory.EnumerateFiles(_folder.FullPath, "cell-*.json").Single();
        string whole = File.ReadAllText(row);
        foreach (string damaged in new[] { whole[..^20], whole.Replace("\"test_accuracy\"", "\"test_acuracy\"", StringComparison.Ordinal) })
        {
            File.WriteAllText(row, damaged);
            FluentActions.Invoking(() => Run(Of(SmallSweep.Training)))
                .Should().Throw<InvalidDataException>().WithMessage($"{row}*Delete it, and the cell is run again.*");
        }
        File.Delete(row);
        Run(Of(SmallSweep.Training));
        File.Exists(row).Should().BeTrue();

        File.WriteAllText(_folder.Below("sweep.json"), "{");
        FluentActions.Invoking(() => Run(Of(SmallSweep.Training))).Should().Throw<InvalidDataException>().WithMessage("*sweep.json*");
    }

    [Fact]
    public void Run_FolderThatAnotherRunHas_IsRefused()
    {
        Exception? refused = null;

        SmallSweep.Create().Run(SmallSweep.Options(
            _dataset, _folder.FullPath,
            _ => refused ??= FluentActions.Invoking(() => Run(SmallSweep.Create())).Should().Throw<IOException>().Which));

        refused!.Message.Should().Contain("another process runs a sweep");
    }

    private static Sweep Of(TrainingOptions training, int units = 8, string name = "one", ImmutableArray<long>? seeds = null) =>
        new("kept", [new SweepConfiguration(name, SmallSweep.Network(units), training, SmallSweep.Images)], seeds ?? [0]);

    private void Run(Sweep sweep, ImageDataset? dataset = null) => sweep.Run(SmallSweep.Options(dataset ?? _dataset, _folder.FullPath));

    private void Refused(Sweep sweep, string why, ImageDataset? dataset = null) =>
        FluentActions.Invoking(() => Run(sweep, dataset)).Should().Throw<InvalidOperationException>().WithMessage(why);
}
