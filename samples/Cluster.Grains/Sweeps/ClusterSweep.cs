using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Samples.Cluster;

/// <summary>Runs the cells of a sweep on the silos of a cluster, one at a time on each, as a client.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="datasets">The client's own images: their hash is what silos compare theirs with.</param>
public sealed class ClusterSweep(IGrainFactory grains, Datasets datasets)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    private readonly Silos _silos = new(grains);

    /// <summary>Runs every cell that has no row in the folder yet.</summary>
    /// <remarks>Where a silo is lost, its cell is run again on another.</remarks>
    /// <param name="sweep">The sweep.</param>
    /// <param name="folder">Where rows are kept as they come; <c>Sweep.Run</c> goes on from it too.</param>
    /// <param name="commit">The commit of the code, for the record.</param>
    /// <param name="progress">Told how far it has come; null for nobody.</param>
    /// <param name="cancellation">Ends the sweep; the rows so far stay.</param>
    /// <returns>The rows of all cells.</returns>
    /// <exception cref="ClusterException">A silo refused a cell, such as for other images.</exception>
    /// <exception cref="InvalidOperationException">The folder is of another sweep; the message says in what they differ.</exception>
    public async Task<SweepResult> RunAsync(
        Sweep sweep, string folder, string commit = "unknown", IProgress<SweepBoard>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        SweepOptions options = new() { Datasets = OpenDatasets(sweep), Commit = commit };
        using SweepFolder rows = SweepFolder.Open(folder, sweep, options);
        Queue<SweepCell> waiting = new(sweep.Cells.Where(cell => rows.Find(cell) is null));
        Dictionary<SiloAddress, RunningCell> running = [];
        long began = Stopwatch.GetTimestamp();
        int count = waiting.Count;
        while (waiting.Count + running.Count > 0)
        {
            List<string> news = await StartAsync(waiting, running, commit);
            foreach ((SiloAddress silo, RunningCell cell) in running.ToArray())
            {
                SweepRow? row = await LookAsync(cell);
                if (row is null && !cell.IsLost)
                    continue;
                running.Remove(silo);
                if (row is null)
                    waiting.Enqueue(cell.Cell);
                else
                    rows.Keep(cell.Cell, row);
                news.Add(row?.ToString() ?? $"{cell.Cell}: its silo {silo} was lost; it is run again");
            }
            int left = waiting.Count + running.Count, done = count - left;
            TimeSpan? time = done == 0 ? null : Stopwatch.GetElapsedTime(began) / done * left;
            (string, string, double)[] cells =
                [.. running.Select(one => (one.Value.Cell.ToString(), one.Key.ToString(), one.Value.Fraction))];
            foreach (string? one in news.DefaultIfEmpty(null))
                progress?.Report(new SweepBoard(sweep.Cells.Length - left, sweep.Cells.Length, cells, time, one));
            if (left > 0)
                await Task.Delay(LookEvery, cancellation);
        }
        return new SweepResult(sweep, [.. sweep.Cells.Select(cell => rows.Find(cell)!)]);
    }

    /// <summary>Gives each silo that has none a cell; says which silos were lost meanwhile.</summary>
    private async Task<List<string>> StartAsync(Queue<SweepCell> waiting, Dictionary<SiloAddress, RunningCell> running, string commit)
    {
        List<string> news = [];
        try
        {
            foreach (SiloAddress silo in await _silos.FindAsync())
            {
                if (running.ContainsKey(silo) || !waiting.TryPeek(out SweepCell? cell))
                    continue;
                string json = new Sweep("cell", [cell.Configuration], [cell.Seed]).ToJson();
                string hash = datasets.Open(cell.Configuration.Dataset).Hash;
                ICellGrain grain = grains.GetGrain<ICellGrain>(KeyOf(json, hash));
                await Silos.PlaceAsync(silo, () => grain.StartAsync(json, hash, commit));
                running.Add(silo, new RunningCell(waiting.Dequeue(), grain));
            }
        }
        catch (Exception failure) when (LostSilo.IsCauseOf(failure))
        {
            news.Add($"a silo does not answer: {failure.Message}"); // It is asked again, or is gone from the list soon.
        }
        return news;
    }

    private static async Task<SweepRow?> LookAsync(RunningCell cell)
    {
        try
        {
            CellStatus status = await cell.Grain.LookAsync();
            (cell.Fraction, cell.IsLost) = (status.Fraction, !status.IsStarted);
            if (status.Failure is not null)
                throw new ClusterException($"{cell.Cell} could not be run: {status.Failure}");
            return status.Row is null ? null : SweepRow.FromJson(status.Row);
        }
        catch (Exception failure) when (LostSilo.IsCauseOf(failure))
        {
            cell.IsLost = true;
            return null;
        }
    }

    private Dictionary<string, ImageDataset> OpenDatasets(Sweep sweep) => sweep.Configurations.Select(one => one.Dataset)
        .Distinct(StringComparer.Ordinal).ToDictionary(name => name, name => datasets.Open(name).Images, StringComparer.Ordinal);

    private static string KeyOf(string json, string hash) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{json}\n{hash}")))[..32];

    private sealed class RunningCell(SweepCell cell, ICellGrain grain)
    {
        public SweepCell Cell => cell;

        public ICellGrain Grain => grain;

        public double Fraction { get; set; }

        public bool IsLost { get; set; }
    }
}
