using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>A fully connected layer with rectified units: <c>relu(W · normalise(x) + b)</c>. That of Hinton (2022), section 3.</summary>
public sealed class DenseLayerDefinition : FullyConnectedLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public DenseLayerDefinition(int units)
        : base(units)
    {
    }

    /// <summary>
    /// Whether the activations are standardised over the units of each sample, then scaled and shifted with learned factors:
    /// PyTorch's <c>LayerNorm</c>, ε 10⁻⁵.
    /// </summary>
    /// <value>The default is false.</value>
    /// <remarks>
    /// Ba et al. (2016, arXiv 1607.06450). The mean square of a standardised sample is 1 whatever the sample, so the learned factors make
    /// all the goodness; with <c>NoNormalisation</c> of the input, the next layer sees it.
    /// </remarks>
    public bool LayerNorm { get; init; }

    /// <summary>The chance of each element of the normalised input to be set to 0 while learning; at least 0 and below 1.</summary>
    /// <value>The default is 0.</value>
    public double Dropout { get; init => field = Require.BelowOne(value, nameof(Dropout)); }

    /// <summary>
    /// λ of Hinton's peer normalisation: units whose running mean activity on positives is below the layer's average are pushed up,
    /// also where they are off, and those above are pushed down. At least 0; Hinton uses 0.03.
    /// </summary>
    /// <value>The default is 0: no push.</value>
    /// <remarks>
    /// Hinton (2022), as in his published code. To ∂loss/∂z of every positive row, λ · (μⱼ − mean(μ)) / (units · positives) is added,
    /// with μ ← 0.9 μ + 0.1 · mean activity. His goodness is a sum over units; the division by the units keeps λ's meaning with a mean.
    /// </remarks>
    public double PeerNormalisation { get; init => field = Require.NotNegative(value, nameof(PeerNormalisation)); }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Dense {Units}");

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context) => new DenseLayer(this, context);
}
