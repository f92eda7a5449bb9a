using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// A threshold between the true class and the others: mean of softplus(θ − g_y) and softplus(ḡ − θ) over both, where ḡ is
/// the mean goodness of the wrong classes.
/// </summary>
/// <remarks>
/// The "PvN" loss of the channel-wise competitive networks (Papachristodoulou et al., AAAI 2024).
/// </remarks>
public sealed class PositiveVersusNegativeLoss : IClassLoss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="threshold">θ, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not finite.</exception>
    public PositiveVersusNegativeLoss(double threshold = 2.0)
    {
        Threshold = Require.Finite(threshold, nameof(threshold));
    }

    /// <summary>θ, the goodness that the true class should exceed and the others should stay below.</summary>
    /// <value>The default is 2.</value>
    public double Threshold { get; }

    /// <inheritdoc/>
    public Tensor Loss(Tensor goodness, Tensor labels)
    {
        Expect.ClassGoodness(Expect.InMemory(goodness), labels);
        using DisposeScope scope = NewDisposeScope();
        Tensor positive = goodness.gather(1, labels.unsqueeze(1)).squeeze(1);
        Tensor negative = (goodness.sum([1]) - positive).Divide(goodness.shape[1] - 1);
        return cat([positive.SubtractFrom(Threshold), negative.Subtract(Threshold)], 0).Softplus().mean().MoveToOuterDisposeScope();
    }
}
