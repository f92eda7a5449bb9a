using ForwardForward.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForwardForward.Training;

/// <summary>How a network is trained.</summary>
/// <remarks>Immutable. A value out of its range is refused where it is set, with an <see cref="ArgumentOutOfRangeException"/>.</remarks>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training set; with <see cref="TrainingSchedule.Greedy"/>, for each layer. At least 1.</summary>
    /// <value>The default is 20.</value>
    public int Epochs { get; init => field = AtLeastOne(value, nameof(Epochs)); } = 20;

    /// <summary>Positive images in a batch; each brings one negative. At least 1, at most the training set: that is a full batch.</summary>
    /// <value>The default is 128.</value>
    public int BatchSize { get; init => field = AtLeastOne(value, nameof(BatchSize)); } = 128;

    /// <summary>Which layers learn when.</summary>
    /// <value>The default is <see cref="TrainingSchedule.Simultaneous"/>.</value>
    public TrainingSchedule Schedule { get; init => field = NotNull(value, nameof(Schedule)); } = TrainingSchedule.Simultaneous;

    /// <summary>When negatives are drawn.</summary>
    /// <value>The default is <see cref="NegativeRefresh.EveryBatch"/>.</value>
    public NegativeRefresh Negatives { get; init; } = NegativeRefresh.EveryBatch;

    /// <summary>Images to measure the accuracy on after every epoch; never learned from.</summary>
    /// <value>The default is none.</value>
    public LabelledImages? Validation { get; init; }

    /// <summary>Told how far the run has come: after every epoch, and within an epoch ten times a second at most.</summary>
    /// <value>The default is none.</value>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told when a run and its epochs begin and end.</summary>
    /// <value>The default writes nothing.</value>
    public ILogger Logger { get; init => field = NotNull(value, nameof(Logger)); } = NullLogger.Instance;

    private static int AtLeastOne(int value, string name) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");

    private static T NotNull<T>(T value, string name)
        where T : class => value ?? throw new ArgumentNullException(name);
}
