using System.Globalization;
using System.Text.Json.Serialization;

namespace ForwardForward.Layers;

/// <summary>A fully connected layer with rectified units: <c>relu(W · normalise(x) + b)</c>.</summary>
public sealed record DenseLayerDefinition : LayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public DenseLayerDefinition(int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        Units = units;
    }

    /// <summary>The number of units.</summary>
    public int Units { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Dense {Units}");

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [Units];

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context) => new DenseLayer(this, context);
}
