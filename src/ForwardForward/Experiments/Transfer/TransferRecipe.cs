using ForwardForward.Runtime;

namespace ForwardForward.Experiments;

/// <summary>A network to be compared with its controls: how it is made, how it is trained on the source, what is read of it.</summary>
/// <remarks>Immutable.</remarks>
public sealed record TransferRecipe
{
    /// <summary>What tables call it.</summary>
    public required string Name { get; init => field = Require.NotNull(value, nameof(Name)); }

    /// <summary>Makes the untrained network of a seed, such as <c>seed => new FFNetworkBuilder()….WithSeed(seed).Build()</c>; disposed by who asks.</summary>
    public required Func<long, FFNetwork> Create { get; init => field = Require.NotNull(value, nameof(Create)); }

    /// <summary>How the network is trained, and its backprop twin; without a checkpoint, as networks of several seeds would share its folder.</summary>
    /// <value>The default is <see cref="TrainingOptions"/>'.</value>
    /// <exception cref="ArgumentException">It has a checkpoint.</exception>
    public TrainingOptions Training { get; init => field = WithoutCheckpoint(Require.NotNull(value, nameof(Training)), nameof(Training)); } = new();

    /// <summary>What is read of the network and its twins as features; the backprop twin's images show no label.</summary>
    /// <value>The default is the activations of all layers.</value>
    public FeatureOptions Features { get; init => field = Require.NotNull(value, nameof(Features)); } = new();

    /// <summary>Options that several networks may be trained with.</summary>
    /// <exception cref="ArgumentException">They have a checkpoint.</exception>
    internal static TrainingOptions WithoutCheckpoint(TrainingOptions training, string name) => training.Checkpoint is null
        ? training
        : throw new ArgumentException($"{name} keeps checkpoints in one folder, and a comparison trains several networks, each of which would find another's there. Leave TrainingOptions.Checkpoint out.", name);
}
