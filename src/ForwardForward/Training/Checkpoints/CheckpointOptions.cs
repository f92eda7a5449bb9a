using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// The folder of checkpoints from which a run continues after it was cancelled or its process ended, and how often they are written.
/// </summary>
/// <remarks>
/// <para>A folder belongs to one run. <c>Fit</c> with the same network, images and options continues from the newest checkpoint in it. A
/// run that is complete gives its result again. With more epochs it is extended, if the epochs that are done would have been the same: no
/// learning rate depends on the length of the run (<see cref="LearningRateDecay.Constant"/> and no warm-up), and the same layers would
/// have learned. Everything else is refused. The result has the same bits as a run that was never interrupted, on the same kind of machine
/// with the same number of threads.</para>
/// <para>A checkpoint is a safetensors file, <c>epoch-12-….safetensors</c>, with the SHA-256 of its content in its name. It has the
/// parameters and buffers, the optimizers' moments, the generators' states, negatives that were drawn once, and the history. It takes
/// about three times the space of the parameters. It is written whole or not at all. What a strategy of your own keeps in fields instead
/// of tensors is not in it. Immutable.</para>
/// </remarks>
public sealed class CheckpointOptions
{
    /// <summary>The run's own folder; it is created where there is none. Not empty.</summary>
    public required string Folder { get; init => field = Require.NotBlank(value, nameof(Folder)); }

    /// <summary>
    /// After every how many epochs a checkpoint is written; one is also written before the first and after the last. At least 1.
    /// </summary>
    /// <value>The default is 1.</value>
    public int EveryEpochs { get; init => field = Require.AtLeast(1, value, nameof(EveryEpochs)); } = 1;

    /// <summary>How many checkpoints are kept, the newest. At least 1.</summary>
    /// <value>The default is 2: should the newest be damaged, the one before it is there.</value>
    public int Keep { get; init => field = Require.AtLeast(1, value, nameof(Keep)); } = 2;
}
