using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The hinge on the pair's difference: mean of max(0, m − (g⁺ − g⁻)). No threshold.
/// </summary>
/// <remarks>
/// The ranking loss of support vector machines (Herbrich et al. 2000). A pair that is apart by the margin or more has no slope at all.
/// Every other pair has the same one: −1/n by g⁺ and 1/n by g⁻. <see cref="SymBaLoss"/> is the smooth form.
/// </remarks>
public sealed class MarginLoss : IDifferentiableContrastiveLoss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="margin">m, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="margin"/> is not a positive number.</exception>
    public MarginLoss(double margin = 1.0)
    {
        Margin = Require.Positive(margin, nameof(margin));
    }

    /// <summary>m, how far apart the goodness of a pair should be.</summary>
    /// <value>The default is 1.</value>
    public double Margin { get; }

    /// <inheritdoc/>
    public Tensor Loss(Tensor positive, Tensor negative)
    {
        Expect.Pairs(Expect.InMemory(positive), negative);
        using DisposeScope scope = NewDisposeScope();
        return (negative - positive).Add(Margin).relu().mean().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public (Tensor Loss, Tensor Positive, Tensor Negative) Differentiate(Tensor positive, Tensor negative)
    {
        Expect.Pairs(Expect.InMemory(positive), negative);
        using DisposeScope scope = NewDisposeScope();
        Tensor shortfall = (negative - positive).Add(Margin).relu();
        Tensor slope = shortfall.GreaterThan(0).to(positive.dtype).Divide(positive.shape[0]);
        return (shortfall.mean().MoveToOuterDisposeScope(), slope.neg().MoveToOuterDisposeScope(), slope.MoveToOuterDisposeScope());
    }
}
