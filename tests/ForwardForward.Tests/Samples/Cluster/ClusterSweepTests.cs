using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Samples.Cluster;

namespace ForwardForward.Tests.Samples.Cluster;

public sealed class ClusterSweepTests
{
    private static readonly Sweep Six = Sweep.Grid(
        "six",
        [("narrow", SyntheticImages.Network().Define()), ("wide", SyntheticImages.Network().AddDense(40).Define())],
        [("short", new TrainingOptions { Epochs = 20, BatchSize = 16 })], ["small"], [0, 1, 2]);

    [Fact]
    public async Task Run_OnTwoSilos_GivesTheRowsOfSweepRun()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();
        Told<SweepBoard> told = new();

        SweepResult result = await new ClusterSweep(cluster.Grains, cluster.Datasets).RunAsync(
            Six, folder.Combine("rows"), progress: told);

        using ImageDataset images = TwoSilos.Open("small");
        SweepResult alone = Six.Run(new SweepOptions
        {
            Datasets = new Dictionary<string, ImageDataset>(StringComparer.Ordinal) { ["small"] = images },
        });
        result.Rows.Select(row => row.Values[SweepRow.TestAccuracy])
            .Should().Equal(alone.Rows.Select(row => row.Values[SweepRow.TestAccuracy]));
        told.All[^1].Should().Match<SweepBoard>(board => board.Done == 6 && board.Running.Count == 0);
        told.All.SelectMany(board => board.Running).Select(cell => cell.Silo).Distinct(StringComparer.Ordinal).Should().HaveCount(2);
    }

    [Fact]
    public async Task Run_Again_RepeatsNoFinishedCell()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();
        ClusterSweep sweep = new(cluster.Grains, cluster.Datasets);
        using CancellationTokenSource stop = new();
        Told<SweepBoard> first = new(board =>
        {
            if (board.Done >= 3)
                stop.Cancel();
        });
        Func<Task> interrupted = () => sweep.RunAsync(Six, folder.Combine("rows"), progress: first, cancellation: stop.Token);
        await interrupted.Should().ThrowAsync<OperationCanceledException>();
        string[] kept = Directory.GetFiles(folder.Combine("rows"), "cell-*.json");
        DateTime[] written = [.. kept.Select(File.GetLastWriteTimeUtc)];

        SweepResult result = await sweep.RunAsync(Six, folder.Combine("rows"));

        kept.Should().HaveCountGreaterThanOrEqualTo(3).And.HaveCountLessThan(6);
        kept.Select(File.GetLastWriteTimeUtc).Should().Equal(written);
        result.Rows.Should().HaveCount(6).And.OnlyContain(row => row.Failure == null);
    }

    [Fact]
    public async Task Run_SiloKilled_RunsItsCellElsewhere()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync();
        Task? killed = null;
        Told<SweepBoard> told = new(board =>
        {
            if (board.Running.Count == 2)
                (killed ??= cluster.KillAsync(1)).Wait();
        });

        SweepResult result = await new ClusterSweep(cluster.Grains, cluster.Datasets).RunAsync(
            Six, folder.Combine("rows"), progress: told);

        killed.Should().NotBeNull();
        result.Rows.Should().HaveCount(6).And.OnlyContain(row => row.Failure == null);
    }

    [Fact]
    public async Task Run_OtherImagesOnTheSilos_AreRefused()
    {
        using TemporaryFolder folder = new();
        await using TwoSilos cluster = await TwoSilos.StartAsync(TwoSilos.OpenOthers);

        Func<Task> run = () => new ClusterSweep(cluster.Grains, cluster.Datasets).RunAsync(Six, folder.Combine("rows"));

        await run.Should().ThrowAsync<ClusterException>().WithMessage("*SHA-256*");
    }
}
