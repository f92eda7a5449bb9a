using ForwardForward.Data;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>How a sweep, or one of its cells, is run.</summary>
/// <remarks>Immutable.</remarks>
public sealed class SweepOptions
{
    /// <summary>The images, by the names that the configurations use. The caller disposes them, after the run.</summary>
    public required IReadOnlyDictionary<string, ImageDataset> Datasets { get; init => field = Require.NotNull(value, nameof(Datasets)); }

    /// <summary>
    /// The folder that rows are saved in as they come, from which a stopped sweep continues. It is created if it is missing. A folder
    /// belongs to one sweep.
    /// </summary>
    /// <value>The default is null: rows are only in memory.</value>
    public string? Folder { get; init => field = value is null ? null : Require.NotBlank(value, nameof(Folder)); }

    /// <summary>Where to compute.</summary>
    /// <value>The default is the CPU.</value>
    public Device Device { get; init => field = Require.NotNull(value, nameof(Device)); } = CPU;

    /// <summary>The commit of the code that runs, for the record; the library starts no <c>git</c>.</summary>
    /// <value>The default is <c>unknown</c>.</value>
    public string Commit { get; init => field = Require.NotBlank(value, nameof(Commit)); } = "unknown";

    /// <summary>Whether cells that failed in an earlier run are run again, such as after the disk was full.</summary>
    /// <value>The default is false: a cell that diverged would diverge again.</value>
    public bool RetryFailed { get; init; }

    /// <summary>Told on the calling thread when a cell begins, while it trains, and when it ends. What it throws ends the sweep.</summary>
    /// <value>The default is none.</value>
    public IProgress<SweepProgress>? Progress { get; init; }

    /// <summary>Stops the cell at hand, and with it the sweep. The rows before it are kept in <see cref="Folder"/>.</summary>
    /// <value>The default never stops it.</value>
    public CancellationToken Cancellation { get; init; }

    internal ImageDataset DatasetOf(SweepCell cell) => Datasets.TryGetValue(cell.Configuration.Dataset, out ImageDataset? dataset)
        ? dataset
        : throw new ArgumentException(
            $"'{cell.Configuration.Name}' is trained on '{cell.Configuration.Dataset}', and {nameof(SweepOptions)}.{nameof(Datasets)} has "
                + $"{(Datasets.Count == 0 ? "none" : string.Join(", ", Datasets.Keys.Select(name => $"'{name}'")))}. Add it by that name.",
            nameof(cell));
}
