using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The softplus of the pair's difference: mean of softplus(−α · (g⁺ − g⁻)). No threshold.
/// </summary>
/// <remarks>
/// SymBa (arXiv 2303.08418), with its α = 4: each positive is compared with its own negative. The slope by g⁺ is −α/n · σ(−α · (g⁺ − g⁻)).
/// It is −α/2n at equal goodness. It goes towards 0 once a pair is well apart, and towards −α/n for a pair in the wrong order. The paper
/// also gives every layer a pattern of the class, which this loss does not.
/// </remarks>
public sealed class SymBaLoss : IDifferentiableContrastiveLoss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="sharpness">α, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sharpness"/> is not a positive number.</exception>
    public SymBaLoss(double sharpness = 4.0)
    {
        Sharpness = Require.Positive(sharpness, nameof(sharpness));
    }

    /// <summary>α, the factor on the difference of goodness.</summary>
    /// <value>The default is 4.</value>
    public double Sharpness { get; }

    /// <inheritdoc/>
    public Tensor Loss(Tensor positive, Tensor negative)
    {
        Expect.Pairs(Expect.InMemory(positive), negative);
        using DisposeScope scope = NewDisposeScope();
        return (negative - positive).Multiply(Sharpness).Softplus().mean().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public (Tensor Loss, Tensor Positive, Tensor Negative) Differentiate(Tensor positive, Tensor negative)
    {
        Expect.Pairs(Expect.InMemory(positive), negative);
        using DisposeScope scope = NewDisposeScope();
        Tensor gap = (negative - positive).Multiply(Sharpness);
        Tensor slope = gap.sigmoid().Multiply(Sharpness / positive.shape[0]);
        return (
            gap.Softplus().mean().MoveToOuterDisposeScope(), slope.neg().MoveToOuterDisposeScope(),
            slope.MoveToOuterDisposeScope());
    }
}
