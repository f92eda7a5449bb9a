using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A dense layer that predicts its own input x̂, which is normalised, and lets through what surprises it. Its activations are r = relu(W ·
/// x̂ + b), the error is e = mean (D · r + d − x̂)², and the output is h = m(e) · r with the gate m of <see cref="SurpriseGate"/>.
/// </summary>
/// <remarks>
/// After "predictive coding light" (N'dri et al., Nature Communications 2025). While the layer learns, α · e is taken off the goodness of
/// h, and α times the mean of e over both halves is added to the loss. The layer differentiates all of it, the gate included. Labels are
/// scored by the goodness of h alone. See <c>FaithfulLayers.PredictiveCoding</c> in <c>ForwardForward.Faithful</c> for a variant that takes
/// the sparsity off the goodness as well: for small activity that turns the objective round, and raising the goodness lowers the activity.
/// </remarks>
public sealed class PredictiveCodingLayerDefinition : FullyConnectedLayerDefinition
{
    /// <summary>Creates the definition, in the corrected form.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public PredictiveCodingLayerDefinition(int units)
        : base(units)
    {
    }

    /// <summary>How the prediction error becomes the gate.</summary>
    /// <value>The default is <see cref="SurpriseGate.Recentred"/>.</value>
    public SurpriseGate Gate { get; init => field = Require.Member(value, nameof(Gate)); } = SurpriseGate.Recentred;

    /// <summary>κ, how far an expected row is shut out; from 0, not at all, to 1.</summary>
    /// <value>The default is 1.</value>
    public double SurpriseScale { get; init => field = Require.Fraction(value, nameof(SurpriseScale)); } = 1;

    /// <summary>α, how much the prediction error counts, in the goodness and in the loss; at least 0.</summary>
    /// <value>
    /// The default is 0.1. A small error earns goodness and closes the gate, which takes goodness away. With a large α the two pull against
    /// each other, and the halves are told apart by how well they are predicted.
    /// </value>
    public double ReconstructionWeight { get; init => field = Require.NotNegative(value, nameof(ReconstructionWeight)); } = 0.1;

    /// <summary>How much the mean absolute activity counts against a row; at least 0.</summary>
    /// <value>The default is 0.1.</value>
    public double SparsityWeight { get; init => field = Require.NotNegative(value, nameof(SparsityWeight)); } = 0.1;

    /// <summary>Whether the sparsity is taken off the goodness instead of being added to the loss.</summary>
    /// <value>The default is false.</value>
    public bool SparsityInGoodness { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Predictive coding {Units}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool ReadsPrecision => false;

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context) => new PredictiveCodingLayer(this, context);
}
