using ForwardForward.Data;
using ForwardForward.Experiments;

namespace ForwardForward.Tests.Experiments.Sweeps;

/// <summary>A sweep of seconds: two widths, two schedules, three seeds, on tiny images.</summary>
internal static class SmallSweep
{
    public const string Images = "tiny";

    public static Sweep Create() => Sweep.Grid(
        "small", [("narrow", Network(8)), ("wide", Network(24))],
        [("together", Training), ("greedy", Training with { Schedule = TrainingSchedule.Greedy })], [Images], [0, 1, 7]);

    public static TrainingOptions Training { get; } = new() { Epochs = 2, BatchSize = 20 };

    public static FFNetworkDefinition Network(int units)
    {
        using FFNetwork network =
            new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3).AddDense(units).AddDense(8).Build();
        return network.Definition;
    }

    /// <summary>Images to learn from, to watch and to test on.</summary>
    public static ImageDataset Open(long seed = 1)
    {
        using ImageDataset whole = new("tiny images", SyntheticImages.Create(90, seed: seed), SyntheticImages.Create(60, seed: 3));
        return whole.WithValidation(30, seed: 0);
    }

    /// <summary>Runs it in a folder, and tells of each cell that it begins.</summary>
    public static SweepResult Run(string folder, Action<string> begins)
    {
        using ImageDataset dataset = Open();
        return Create().Run(Options(dataset, folder, progress =>
        {
            if (progress is { Row: null, Training: null })
                begins(progress.Cell.ToString());
        }));
    }

    public static SweepOptions Options(
        ImageDataset dataset, string? folder = null, Action<SweepProgress>? progress = null, bool retry = false) => new()
        {
            Datasets = new Dictionary<string, ImageDataset>(StringComparer.Ordinal) { [Images] = dataset },
            Folder = folder,
            Progress = progress is null ? null : new ProgressCallback<SweepProgress>(progress),
            RetryFailed = retry,
            Commit = "abc",
        };
}
