using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>What a self-contrastive layer asks of its pairs.</summary>
/// <remarks>Immutable. The defaults are those of the paper's public code for the first layer on MNIST.</remarks>
public sealed class SelfContrastiveOptions
{
    /// <summary>θ⁺, the goodness that a sample with itself shall pass; finite.</summary>
    /// <value>The default is 4.</value>
    public double PositiveThreshold { get; init => field = Require.Finite(value, nameof(PositiveThreshold)); } = 4;

    /// <summary>θ⁻, the goodness that a sample with another shall stay below; finite.</summary>
    /// <value>The default is 6.</value>
    public double NegativeThreshold { get; init => field = Require.Finite(value, nameof(NegativeThreshold)); } = 6;

    /// <summary>λ, how much the goodness of positives counts as a cost; at least 0.</summary>
    /// <value>The default is 0.0001.</value>
    public double GoodnessCost { get; init => field = Require.NotNegative(value, nameof(GoodnessCost)); } = 1e-4;
}
