using System.Diagnostics;
using ForwardForward.Data;
using ForwardForward.Experiments;
using Spectre.Console;
using TorchSharp;

namespace ForwardForward.Samples;

/// <summary>One run of a sample: its options, its console, its results.</summary>
public sealed class SampleRun
{
    private readonly SampleDefaults _defaults;
    private readonly DateTime _started = DateTime.UtcNow;
    private readonly long _startedAt = Stopwatch.GetTimestamp();

    internal SampleRun(SampleDefaults defaults, SampleOptions options, IAnsiConsole console, CancellationToken cancellation)
    {
        _defaults = defaults;
        Options = options;
        Console = console;
        Cancellation = cancellation;
        Device = DeviceOpener.Open(options.Device);
        Results = new ResultFolder(options.OutFolder, $"{defaults.Study}-{ChoiceName.Of(options.Preset)}");
    }

    /// <summary>What the command line asked for.</summary>
    public SampleOptions Options { get; }

    /// <summary>Where to write; made for terminals and for files.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Where to compute; known to be available.</summary>
    public torch.Device Device { get; }

    /// <summary>Where records and figures go; known to be writable.</summary>
    public ResultFolder Results { get; }

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>How measurements are repeated: with the seeds 0, 1, … that the options ask for.</summary>
    public RepetitionOptions Repetition => RepetitionOf(Options.Seeds);

    /// <summary>How measurements are repeated with so many seeds.</summary>
    internal RepetitionOptions RepetitionOf(int seeds) => new()
    {
        Seeds = [.. Enumerable.Range(0, seeds).Select(seed => (long)seed)],
        Cancellation = Cancellation,
    };

    /// <summary>Opens the dataset that the options ask for.</summary>
    /// <returns>The dataset, to be disposed by the caller.</returns>
    /// <exception cref="IOException">The files cannot be read.</exception>
    /// <exception cref="HttpRequestException">The files are not on this machine and cannot be downloaded.</exception>
    public Task<ImageDataset> OpenDatasetAsync() => DatasetOpener.OpenAsync(Options, Console, Cancellation);

    /// <summary>
    /// Opens the other dataset of the same kind, to ask what was learned for it: Fashion-MNIST for MNIST, MNIST for Fashion-MNIST,
    /// synthetic garments for synthetic digits.
    /// </summary>
    /// <returns>The dataset, of the same image shape and number of classes, to be disposed by the caller.</returns>
    /// <exception cref="IOException">The files cannot be read.</exception>
    /// <exception cref="HttpRequestException">The files are not on this machine and cannot be downloaded.</exception>
    public Task<ImageDataset> OpenOtherDatasetAsync() => DatasetOpener.OpenOtherAsync(Options, Console, Cancellation);

    /// <summary>Trains with a progress bar, or with a few plain lines where the output is not a terminal.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="title">What is being trained, such as "seed 0".</param>
    /// <param name="work">The work; it passes what it is given to <see cref="TrainingOptions.Progress"/>.</param>
    /// <returns>What the work gave.</returns>
    public T WithProgress<T>(string title, Func<IProgress<TrainingProgress>, T> work) => TrainingDisplay.Run(Console, title, work);

    /// <summary>Puts results together with where, when and how they came about.</summary>
    /// <param name="rows">The results.</param>
    /// <param name="commit">The commits that the results are of; null for that of the code that runs.</param>
    /// <param name="keptSeconds">What measurements took that were kept from earlier runs.</param>
    /// <returns>The record of this run so far.</returns>
    public StudyRecord CreateRecord(IReadOnlyList<StudyRow> rows, string? commit = null, double keptSeconds = 0) => new()
    {
        Study = _defaults.Study,
        Preset = ChoiceName.Of(Options.Preset),
        Dataset = ChoiceName.Of(Options.Dataset),
        Commit = commit ?? CodeCommit.Find(),
        Device = ChoiceName.Of(Options.Device),
        Threads = torch.get_num_threads(),
        Started = _started,
        Seconds = Stopwatch.GetElapsedTime(_startedAt).TotalSeconds + keptSeconds,
        Rows = rows,
    };
}
