using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>The goodness that a self-contrastive layer wants of its pairs.</summary>
/// <remarks>Immutable. The defaults are those of the paper's public code for the first layer on MNIST.</remarks>
public sealed class SelfContrastiveOptions
{
    /// <summary>θ⁺, the goodness that a sample laid over itself should exceed; finite.</summary>
    /// <value>The default is 4.</value>
    public double PositiveThreshold { get; init => field = Require.Finite(value, nameof(PositiveThreshold)); } = 4;

    /// <summary>θ⁻, the goodness that a sample laid over another should stay below; finite.</summary>
    /// <value>The default is 6.</value>
    public double NegativeThreshold { get; init => field = Require.Finite(value, nameof(NegativeThreshold)); } = 6;

    /// <summary>λ, how much the goodness of positives counts as a cost; at least 0.</summary>
    /// <value>The default is 0.0001.</value>
    public double GoodnessCost { get; init => field = Require.NotNegative(value, nameof(GoodnessCost)); } = 1e-4;
}
