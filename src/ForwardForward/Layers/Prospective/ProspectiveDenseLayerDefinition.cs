using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A dense layer that also learns to reach an inferred target. With a hint t from above, the target is h* = relu(h ± β · F · t), plus for
/// positives and minus for negatives. With h* held fixed, λ · (mean (h* − h)² over the positives + the same over the negatives) is added
/// to the loss.
/// </summary>
/// <remarks>
/// After prospective configuration (Song et al., Nature Neuroscience 2024), which infers the activity that learning should lead to before
/// it changes weights. The original lets the activity settle in an energy; here it is one step. The hint of the last layer is the label
/// shown, one-hot. The hint of every other layer is the activations of the layer above. F is the product of two orthogonal maps with gains
/// of 0.1 and 0.1, or of 0.1 and 0.5 for the label. It stays as drawn unless <see cref="LearnFeedback"/> trains it. With λ = 0.01 the
/// consolidation is about a ten-thousandth of the gradient. <c>TrainingSchedule.Simultaneous</c> with
/// <c>TrainingOptions.PassOnUpdatedActivations</c> lets all layers learn together, each from the updated layer before it.
/// </remarks>
public sealed class ProspectiveDenseLayerDefinition : FullyConnectedLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public ProspectiveDenseLayerDefinition(int units)
        : base(units)
    {
    }

    /// <summary>β, how far the target goes along the feedback; at least 0.</summary>
    /// <value>The default is 0.5.</value>
    public double InferenceStrength { get; init => field = Require.NotNegative(value, nameof(InferenceStrength)); } = 0.5;

    /// <summary>λ, how much the distance to the target counts in the loss; at least 0.</summary>
    /// <value>The default is 0.01.</value>
    public double Consolidation { get; init => field = Require.NotNegative(value, nameof(Consolidation)); } = 0.01;

    /// <summary>
    /// Whether F learns, by least squares, to predict the layer's activity on positives from the hint. Otherwise it stays as drawn.
    /// </summary>
    /// <value>The default is false.</value>
    public bool LearnFeedback { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Prospective {Units}");

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context) => new ProspectiveDenseLayer(this, context);
}
