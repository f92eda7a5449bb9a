namespace ForwardForward.Faithful;

/// <summary>Layers as the study has them.</summary>
public static class FaithfulLayers
{
    /// <summary>
    /// The study's predictive-coding layer: the fixed gate, an α of 0.5, and the sparsity inside the goodness. For small activity that
    /// turns the objective round: raising the goodness lowers the activity.
    /// </summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <returns>The definition; the network around it needs <see cref="LengthNormalisation"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public static PredictiveCodingLayerDefinition PredictiveCoding(int units) =>
        new(units) { Gate = SurpriseGate.Fixed, ReconstructionWeight = 0.5, SparsityInGoodness = true };
}
