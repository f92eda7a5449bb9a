using System.Diagnostics;
using ForwardForward.Benchmarks.Memory;
using ForwardForward.Data;
using TorchSharp;

namespace ForwardForward.Benchmarks.Soak;

/// <summary>
/// Rounds of random work: a network is built, then trained, cancelled, evaluated, saved and loaded, or given what it refuses, and disposed.
/// </summary>
internal sealed class SoakRun : IDisposable
{
    private const int Points = 200;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly SortedDictionary<string, int> _done = new(StringComparer.Ordinal);
    private readonly List<SoakPoint> _curve = [];
    private readonly ImageDataset _data = ImageDatasets.SyntheticDigits(new DatasetOptions { Seed = 1, Train = 400, Test = 100 });
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"soak-{Guid.NewGuid():N}.safetensors");
    private readonly int _seed;
    private readonly Random _random;

    private SoakRun(int seed) => (_seed, _random) = (seed, new Random(seed));

    public static SoakRecord Execute(TimeSpan length, int seed)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        using SoakRun run = new(seed);
        while (run._clock.Elapsed < length)
        {
            run.Round();
            if (run._clock.Elapsed >= length * ((double)run._curve.Count / Points))
                run.Note();
        }
        return run.Record(started);
    }

    public void Dispose()
    {
        _data.Dispose();
        File.Delete(_file);
    }

    private void Round()
    {
        using FFNetwork network = SoakNetworks.Draw(_random, _data);
        Count("networks built");
        for (int steps = _random.Next(1, 5); steps > 0; steps--)
            Work(network);
    }

    private void Work(FFNetwork network)
    {
        switch (_random.Next(6))
        {
            case 0:
                network.Fit(_data.Train, Options(network));
                Count("trainings finished");
                break;
            case 1:
                Cancel(network);
                break;
            case 2:
                network.Evaluate(_data.Test);
                Count("evaluations");
                break;
            case 3:
                network.ExtractFeatures(_data.Test.Images).Dispose();
                Count("features read");
                break;
            case 4:
                Fail(network);
                break;
            default:
                network.Save(_file);
                FFNetwork.Load(_file).Dispose();
                Count("saved and loaded");
                break;
        }
    }

    private void Cancel(FFNetwork network)
    {
        using CancellationTokenSource cancellation = new();
        int left = _random.Next(1, 8);
        Stop stop = new(() => { if (--left == 0) cancellation.Cancel(); });
        TrainingOptions options = Options(network) with { Progress = stop, Cancellation = cancellation.Token };
        try
        {
            network.Fit(_data.Train, options);
            Count("trainings finished");
        }
        catch (OperationCanceledException)
        {
            Count("trainings cancelled");
        }
    }

    /// <summary>Images of another size, which are refused, or a saved file that was cut.</summary>
    private void Fail(FFNetwork network)
    {
        try
        {
            if (_random.Next(2) == 0)
            {
                using torch.Tensor images = torch.zeros(4, 1, 5, 5);
                network.Predict(images);
            }
            network.Save(_file);
            using (FileStream file = File.OpenWrite(_file))
                file.SetLength(_random.NextInt64(file.Length));
            FFNetwork.Load(_file).Dispose();
        }
        catch (Exception refused) when (refused is ArgumentException or InvalidDataException)
        {
            Count("mistakes refused");
        }
    }

    private TrainingOptions Options(FFNetwork network) => new()
    {
        Epochs = _random.Next(1, 3),
        BatchSize = _random.Next(20, 100),
        Schedule = _random.Next(2) == 0 ? TrainingSchedule.Simultaneous : TrainingSchedule.Greedy,
        Negatives = _random.Next(3) == 0 && network.Definition.LearnsFrom == TrainingExamples.PositivesAndNegatives
            ? NegativeRefresh.Once
            : NegativeRefresh.EveryBatch,
    };

    private void Count(string what) => _done[what] = _done.GetValueOrDefault(what) + 1;

    private void Note()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        double managed = GC.GetGCMemoryInfo(GCKind.FullBlocking).HeapSizeBytes / Math.Pow(1_024, 2);
        _curve.Add(new SoakPoint(
            Math.Round(_clock.Elapsed.TotalSeconds, 1), _done["networks built"], Math.Round(ResidentMemory.MiB, 1), Math.Round(managed, 2),
            torch.Tensor.TotalCount));
    }

    private SoakRecord Record(DateTimeOffset started)
    {
        int tenth = Math.Max(1, _curve.Count / 10);
        double growth = _curve.TakeLast(tenth).Average(point => point.ResidentMiB)
            - _curve.Skip(tenth).Take(tenth).DefaultIfEmpty(_curve[0]).Average(point => point.ResidentMiB);
        return new SoakRecord
        {
            Started = started,
            Seed = _seed,
            Seconds = Math.Round(_clock.Elapsed.TotalSeconds, 1),
            Done = _done,
            GrowthMiB = Math.Round(growth, 1),
            Curve = _curve,
        };
    }

    private sealed class Stop(Action report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report();
    }
}
