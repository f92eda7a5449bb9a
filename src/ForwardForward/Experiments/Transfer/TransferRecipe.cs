using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>A network to be compared with its controls: how it is made, how it is trained on the source, what is read of it.</summary>
/// <remarks>Immutable.</remarks>
public sealed record TransferRecipe
{
    /// <summary>What tables call it.</summary>
    public required string Name { get; init => field = Require.NotNull(value, nameof(Name)); }

    /// <summary>
    /// Makes the untrained network of a seed, such as <c>seed => new FFNetworkBuilder()….WithSeed(seed).Build()</c>; disposed by who asks.
    /// </summary>
    public required Func<long, FFNetwork> Create { get; init => field = Require.NotNull(value, nameof(Create)); }

    /// <summary>
    /// How the network is trained, and its backprop twin; without a checkpoint, as networks of several seeds would share its folder. The
    /// options of the comparison cancel it, instead of <see cref="TrainingOptions.Cancellation"/>.
    /// </summary>
    /// <value>The default is <see cref="TrainingOptions"/>'.</value>
    /// <exception cref="ArgumentException">It has a checkpoint.</exception>
    public TrainingOptions Training
    {
        get;
        init => field = WithoutCheckpoint(Require.NotNull(value, nameof(Training)), nameof(Training));
    } = new();

    /// <summary>
    /// How <see cref="FineTuning"/> trains a network that knows the source on the target; null for <see cref="Training"/>.
    /// </summary>
    /// <value>The default is null.</value>
    /// <exception cref="ArgumentException">It has a checkpoint.</exception>
    public TrainingOptions? Tuning { get; init => field = value is null ? null : WithoutCheckpoint(value, nameof(Tuning)); }

    /// <summary>What is read of the network and its twins as features; the backprop twin's images show no label.</summary>
    /// <value>The default is the activations of all layers.</value>
    public FeatureOptions Features { get; init => field = Require.NotNull(value, nameof(Features)); } = new();

    private static TrainingOptions WithoutCheckpoint(TrainingOptions training, string name) => training.Checkpoint is null
        ? training
        : throw new ArgumentException(
            $"{name} keeps checkpoints in one folder, and a comparison trains several networks, each of which would find another's there. "
                + "Leave TrainingOptions.Checkpoint out.",
            name);
}
