using ForwardForward.Data;
using ForwardForward.Runtime;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ForwardForward;

/// <summary>How a network is trained.</summary>
/// <remarks>Immutable. A value out of its range is refused where it is set, with an <see cref="ArgumentOutOfRangeException"/>.</remarks>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training set; with <see cref="TrainingSchedule.Greedy"/>, for each layer. At least 1.</summary>
    /// <value>The default is 20.</value>
    public int Epochs { get; init => field = Require.AtLeast(1, value, nameof(Epochs)); } = 20;

    /// <summary>Positive images in a batch; each brings one negative. At least 1, at most the training set: that is a full batch.</summary>
    /// <value>The default is 128.</value>
    public int BatchSize { get; init => field = Require.AtLeast(1, value, nameof(BatchSize)); } = 128;

    /// <summary>Which layers learn when.</summary>
    /// <value>The default is <see cref="TrainingSchedule.Simultaneous"/>.</value>
    public TrainingSchedule Schedule { get; init => field = Require.NotNull(value, nameof(Schedule)); } = TrainingSchedule.Simultaneous;

    /// <summary>When negatives are drawn.</summary>
    /// <value>The default is <see cref="NegativeRefresh.EveryBatch"/>.</value>
    public NegativeRefresh Negatives { get; init => field = Require.Member(value, nameof(Negatives)); } = NegativeRefresh.EveryBatch;

    /// <summary>
    /// Whether positives are corrupted as their negatives are: the control for samplers that change the image too, where image statistics
    /// alone tell the halves apart. Needs a <c>CorruptingSampler</c>.
    /// </summary>
    /// <value>The default is false.</value>
    public bool CorruptPositives { get; init; }

    /// <summary>
    /// How far each image is moved at most, each way, anew in every batch; in whole pixels, the edge repeated. At least 0.
    /// </summary>
    /// <value>The default is 0. Hinton's best result on MNIST moves by up to 2.</value>
    public int Jitter { get; init => field = Require.AtLeast(0, value, nameof(Jitter)); }

    /// <summary>
    /// How each training image is changed, anew in every batch, before labels and negatives are made of it. Negatives that a sampler drew
    /// once are changed like their image. Every kind of layer learns from the changed images, and the baselines too.
    /// </summary>
    /// <value>
    /// The default is <see cref="Augmentation.None"/>. <see cref="Augmentation.Photographs"/> is meant for photographs;
    /// for layers that learn from two views, those are made of the changed images.
    /// </value>
    public Augmentation Augmentation { get; init => field = Require.NotNull(value, nameof(Augmentation)); } = Augmentation.None;

    /// <summary>Whether images are changed on their way into a batch.</summary>
    internal bool ChangesImages => Jitter > 0 || !Augmentation.ChangesNothing;

    /// <summary>Whether a layer's output is computed again after its update for the next layer to learn from.</summary>
    /// <value>
    /// The default is false: the next layer learns from the activations that the update was made from, one forward pass less.
    /// </value>
    public bool PassOnUpdatedActivations { get; init; }

    /// <summary>Images to measure the accuracy on after every epoch; never learned from.</summary>
    /// <value>The default is none.</value>
    public LabelledImages? Validation { get; init; }

    /// <summary>
    /// Ends the run once the accuracy on <see cref="Validation"/>, which it needs, has stopped rising. A run that continues from a
    /// checkpoint ends at the same epoch as an uninterrupted one.
    /// </summary>
    /// <value>The default is null: the run has all its epochs.</value>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>
    /// Whether the network ends as it was after <see cref="TrainingResult.BestEpoch"/>. However the run ends, the parameters, buffers and
    /// softmax head of that epoch are put back. Needs <see cref="Validation"/>, and memory for a second copy.
    /// </summary>
    /// <remarks>
    /// The optimizers' moments and the random generators stay as the last epoch left them, so that a further <c>Fit</c> continues with
    /// them. If the run diverged, the moments begin anew. A checkpoint has the parameters of its own epoch and those of the best epoch
    /// before it.
    /// </remarks>
    /// <value>The default is false: the network stays as it is after the last epoch.</value>
    public bool KeepBestEpoch { get; init; }

    /// <summary>The folder of checkpoints from which the run continues after it was cancelled or its process ended.</summary>
    /// <value>The default is null: no checkpoints are written.</value>
    [NotPartOfRun]
    public CheckpointOptions? Checkpoint { get; init; }

    /// <summary>Told how far the run has come: after every epoch, and within an epoch ten times a second at most.</summary>
    /// <value>The default is none.</value>
    [NotPartOfRun]
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told when a run and its epochs begin and end, and, once, when its steps take unequally long.</summary>
    /// <value>The default writes nothing.</value>
    [NotPartOfRun]
    public ILogger Logger { get; init => field = Require.NotNull(value, nameof(Logger)); } = NullLogger.Instance;

    /// <summary>
    /// Stops the run between two batches, or two micro-batches of the validation images, with a
    /// <see cref="TrainingCancelledException"/>, which has the epochs so far.
    /// </summary>
    /// <value>The default never stops it.</value>
    [NotPartOfRun]
    public CancellationToken Cancellation { get; init; }
}
