using ForwardForward.Data;
using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>One configuration of a sweep with one seed: what can be run alone, on any machine, and gives one row.</summary>
/// <remarks>Immutable.</remarks>
public sealed class SweepCell
{
    internal SweepCell(SweepConfiguration configuration, long seed)
    {
        Configuration = configuration;
        Seed = seed;
    }

    /// <summary>What is trained, how, and on what.</summary>
    public SweepConfiguration Configuration { get; }

    /// <summary>The seed of everything random.</summary>
    public long Seed { get; }

    /// <summary>Builds the network, trains it, and measures it on the test images and the validation images.</summary>
    /// <remarks>
    /// The row has the numbers of <c>definition.Build(seed)</c>, <c>Fit</c> and <c>MeasureAccuracy</c>. It is given back, and kept nowhere:
    /// <see cref="SweepOptions.Folder"/> is <see cref="Sweep.Run"/>'s.
    /// </remarks>
    /// <param name="options">The images, the device, progress and cancellation.</param>
    /// <returns>
    /// What came out. Where the run diverged or ended with another exception, the row has its message as
    /// <see cref="SweepRow.Failure"/> and no values.
    /// </returns>
    /// <exception cref="ArgumentException">The options do not have the dataset.</exception>
    /// <exception cref="OperationCanceledException"><see cref="SweepOptions.Cancellation"/> was cancelled.</exception>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded.</exception>
    public SweepRow Run(SweepOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Run(options, report: null);
    }

    /// <summary>The cell in one line.</summary>
    /// <returns>Such as "two layers of 500, seed 2".</returns>
    public override string ToString() => FormattableString.Invariant($"{Configuration.Name}, seed {Seed}");

    internal SweepRow Run(SweepOptions options, Action<TrainingProgress>? report)
    {
        ImageDataset dataset = options.DatasetOf(this);
        TorchRuntime.EnsureLoaded();
        CellProgress progress = new(report);
        try
        {
            return Measure(dataset, options, report is null ? null : progress);
        }
        catch (Exception failure) when (!progress.HasFailed && !IsCancellation(failure, options))
        {
            return SweepRow.Failed(this, options, failure);
        }
    }

    private SweepRow Measure(ImageDataset dataset, SweepOptions options, CellProgress? progress)
    {
        using FFNetwork network = Configuration.Definition.Build(Seed, options.Device);
        TrainingResult training = network.Fit(dataset.Train, Configuration.Training with
        {
            Validation = dataset.Validation,
            Progress = progress,
            Cancellation = options.Cancellation,
        });
        EvaluationOptions evaluation = new() { Cancellation = options.Cancellation };
        Dictionary<string, double> values = new(StringComparer.Ordinal)
        {
            [SweepRow.TestAccuracy] = network.MeasureAccuracy(dataset.Test, evaluation),
        };
        if (dataset.Validation is { } validation)
            values[SweepRow.ValidationAccuracy] = network.MeasureAccuracy(validation, evaluation);
        return SweepRow.Measured(this, options, values, training);
    }

    private static bool IsCancellation(Exception failure, SweepOptions options) =>
        failure is OperationCanceledException && options.Cancellation.IsCancellationRequested;

    /// <summary>Passes progress on, and knows whether an exception is that of whom it tells.</summary>
    private sealed class CellProgress(Action<TrainingProgress>? report) : IProgress<TrainingProgress>
    {
        public bool HasFailed { get; private set; }

        public void Report(TrainingProgress value)
        {
            HasFailed = true;
            report?.Invoke(value);
            HasFailed = false;
        }
    }
}
