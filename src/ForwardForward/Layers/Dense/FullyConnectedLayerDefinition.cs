using System.Text.Json.Serialization;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>A layer of units that each read the whole input: what the dense kinds share.</summary>
public abstract class FullyConnectedLayerDefinition : LayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    protected FullyConnectedLayerDefinition(int units)
    {
        Units = Require.AtLeast(1, units, nameof(units));
    }

    /// <summary>The number of units.</summary>
    [JsonPropertyOrder(-1)]
    public int Units { get; }

    /// <summary>Whether the layer rescales its input as the network's definition says.</summary>
    /// <value>True for kinds that learn from positives and negatives; the others bring a normalisation of their own.</value>
    [JsonIgnore]
    public override bool ReadsInputNormalisation => LearnsFrom == TrainingExamples.PositivesAndNegatives;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [Units];
}
