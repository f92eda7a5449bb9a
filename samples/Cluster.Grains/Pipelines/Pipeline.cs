using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Samples.Cluster;

/// <summary>Trains a network whose layers live on several silos, as a client of the cluster.</summary>
/// <param name="grains">The cluster.</param>
/// <param name="datasets">The client's own images: their hash is what silos compare theirs with.</param>
public sealed class Pipeline(IGrainFactory grains, Datasets datasets)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AfterALoss = TimeSpan.FromSeconds(1);

    private readonly Silos _silos = new(grains);

    /// <summary>Runs all epochs, from the checkpoint in the folder where there is one.</summary>
    /// <remarks>
    /// Where a silo is lost, all segments begin the epoch anew from the last checkpoint, on the silos that are left. The run ends with the
    /// same parameters as one that lost none.
    /// </remarks>
    /// <param name="options">The run.</param>
    /// <returns>The whole network; dispose it after use.</returns>
    /// <exception cref="ClusterException">A segment cannot go on, or too many silos were lost.</exception>
    public async Task<FFNetwork> RunAsync(PipelineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SweepConfiguration configuration = options.Configuration;
        (ImageDataset images, string hash) = datasets.Open(configuration.Dataset);
        string run = new Sweep("pipeline", [configuration], [options.Seed]).ToJson();
        int silos = (await _silos.FindAsync()).Count;
        PipelineCheckpoint checkpoint = PipelineCheckpoint.Open(
            options.Folder, $"{run}\n{hash}\n{options.Traffic}", () => Divide(configuration.Definition, options.Segments ?? silos));
        int batches = (images.Train.Count + configuration.Training.BatchSize - 1) / configuration.Training.BatchSize;
        PipelineRun whole = new(options, checkpoint, run, hash, batches);
        for (int losses = 0, last = checkpoint.Epoch; checkpoint.Epoch < configuration.Training.Epochs;)
        {
            try
            {
                await LearnAsync(whole);
            }
            catch (Exception failure) when (LostSilo.IsCauseOf(failure) || failure is LostSegmentException)
            {
                losses = checkpoint.Epoch > last ? 1 : losses + 1;
                last = checkpoint.Epoch;
                if (losses > options.MostLosses)
                    throw new ClusterException(
                        $"Silos were lost {losses} times since epoch {last} ended. The last time: {failure.Message}", failure);
                options.Progress?.Report(new PipelineProgress(last + 1, configuration.Training.Epochs, batches, [], failure.Message));
                await Task.Delay(AfterALoss, options.Cancellation);
            }
        }
        return PipelineSegment.Join(
            configuration.Definition,
            [.. checkpoint.Segments.Select((_, segment) => checkpoint.PathOf(checkpoint.Epoch, segment))], options.Seed);
    }

    private static IReadOnlyList<Range> Divide(FFNetworkDefinition definition, int segments)
    {
        double?[] work = [.. definition.Summary().Layers.Select(layer => layer.FloatingPointOperations)];
        return LayerSplit.Divide([.. work.Select(layer => layer ?? 1)], Math.Min(segments, work.Length));
    }

    /// <summary>Learns all epochs that are left, with grains of its own: nothing of an earlier try disturbs them.</summary>
    private async Task LearnAsync(PipelineRun run)
    {
        string key = Guid.NewGuid().ToString("N");
        ISegmentGrain[] segments =
            [.. run.Checkpoint.Segments.Select((_, index) => grains.GetGrain<ISegmentGrain>(KeyOf(key, index)))];
        try
        {
            await OpenAsync(run, segments, key);
            while (run.Checkpoint.Epoch < run.Epochs)
            {
                foreach (ISegmentGrain segment in segments) // The first begins first: the next one fetches from it.
                    await segment.BeginAsync();
                await WaitAsync(run, segments);
                await run.Checkpoint.WriteAsync(run.Checkpoint.Epoch + 1, (segment, file) => CopyStateAsync(segments[segment], file));
            }
        }
        finally
        {
            await CloseAsync(segments);
        }
    }

    private async Task OpenAsync(PipelineRun run, ISegmentGrain[] segments, string key)
    {
        IReadOnlyList<SiloAddress> silos = await _silos.FindAsync();
        for (int index = 0; index < segments.Length; index++)
        {
            SegmentPlan plan = run.PlanOf(index, index == 0 ? null : KeyOf(key, index - 1));
            ISegmentGrain segment = segments[index];
            await Silos.PlaceAsync(silos[index % silos.Count], () => segment.OpenAsync(plan));
        }
        await WaitAsync(run, segments);
        if (run.Checkpoint.Epoch == 0)
            return;
        for (int index = 0; index < segments.Length; index++)
            await RestoreAsync(segments[index], run.Checkpoint.PathOf(run.Checkpoint.Epoch, index));
        await WaitAsync(run, segments);
    }

    /// <summary>Waits until no segment is at work.</summary>
    private static async Task WaitAsync(PipelineRun run, ISegmentGrain[] segments)
    {
        while (true)
        {
            SegmentStatus[] statuses = await Task.WhenAll(segments.Select(segment => segment.LookAsync()));
            if (Array.Exists(statuses, status => !status.IsOpen || status.LostOther))
                throw new LostSegmentException();
            if (Array.Find(statuses, status => status.Failure is not null) is { } failed)
                throw new ClusterException(failed.Failure!);
            run.Options.Progress?.Report(new PipelineProgress(run.Checkpoint.Epoch + 1, run.Epochs, run.Batches, statuses));
            run.Options.Cancellation.ThrowIfCancellationRequested();
            if (!Array.Exists(statuses, status => status.IsBusy))
                return;
            await Task.Delay(LookEvery, run.Options.Cancellation);
        }
    }

    private static async Task RestoreAsync(ISegmentGrain segment, string path)
    {
        await using FileStream file = File.OpenRead(path);
        byte[] buffer = new byte[ISegmentGrain.PartBytes];
        while (file.Position < file.Length)
        {
            int length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false);
            await segment.RestoreAsync(buffer[..length], isLast: file.Position == file.Length);
        }
    }

    private static async Task CopyStateAsync(ISegmentGrain segment, Stream file)
    {
        long length = (await segment.LookAsync()).StateLength;
        while (file.Position < length)
        {
            byte[] part = await segment.ReadStateAsync(file.Position);
            if (part.Length == 0)
                throw new LostSegmentException();
            await file.WriteAsync(part);
        }
    }

    private static async Task CloseAsync(IEnumerable<ISegmentGrain> segments)
    {
        try
        {
            await Task.WhenAll(segments.Select(segment => segment.CloseAsync())).WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (Exception failure) when (LostSilo.IsCauseOf(failure) || failure is ClusterException)
        {
            // Its silo is lost, or busy: a segment that nobody looks at stops by itself.
        }
    }

    private static string KeyOf(string run, int segment) => FormattableString.Invariant($"{run}/{segment + 1}");

    private sealed class LostSegmentException() : Exception("A segment's silo was lost.");

    /// <summary>What all tries of a run share.</summary>
    private sealed record PipelineRun(PipelineOptions Options, PipelineCheckpoint Checkpoint, string Run, string Hash, int Batches)
    {
        public int Epochs => Options.Configuration.Training.Epochs;

        public SegmentPlan PlanOf(int segment, string? before) => new()
        {
            Run = Run,
            DataHash = Hash,
            Batches = Batches,
            FirstLayer = Checkpoint.Segments[segment].Start.Value,
            EndLayer = Checkpoint.Segments[segment].End.Value,
            Traffic = Options.Traffic,
            Credits = Options.Credits,
            Before = before,
        };
    }
}
