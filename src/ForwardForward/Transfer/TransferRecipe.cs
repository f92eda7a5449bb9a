using ForwardForward.Probing;
using ForwardForward.Runtime;
using ForwardForward.Training;

namespace ForwardForward.Transfer;

/// <summary>A network to be compared with its controls: how it is made, how it is trained on the source, what is read of it.</summary>
/// <remarks>Immutable.</remarks>
public sealed record TransferRecipe
{
    /// <summary>What tables call it.</summary>
    public required string Name { get; init => field = Require.NotNull(value, nameof(Name)); }

    /// <summary>Makes the untrained network of a seed, such as <c>seed => new FFNetworkBuilder()….WithSeed(seed).Build()</c>; disposed by who asks.</summary>
    public required Func<long, FFNetwork> Create { get; init => field = Require.NotNull(value, nameof(Create)); }

    /// <summary>How the network is trained, and its backprop twin.</summary>
    /// <value>The default is <see cref="TrainingOptions"/>'.</value>
    public TrainingOptions Training { get; init => field = Require.NotNull(value, nameof(Training)); } = new();

    /// <summary>What is read of the network and its twins as features; the backprop twin's images show no label.</summary>
    /// <value>The default is the activations of all layers.</value>
    public FeatureOptions Features { get; init => field = Require.NotNull(value, nameof(Features)); } = new();
}
