using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The swish of the pair's difference: mean of silu(−α · (g⁺ − g⁻)), where silu(u) = u · σ(u). No threshold. The default.
/// </summary>
/// <remarks>
/// Proposed in the public repository dah33/explore_forward_forward. Like SymBa (arXiv 2303.08418), it compares each positive with its own
/// negative. Unlike SymBa, its slope vanishes and slightly reverses once a pair is well apart. So effort goes to pairs that are still
/// close. The loss is negative once positives have the higher goodness.
/// </remarks>
public sealed class SwishLoss : IDifferentiableContrastiveLoss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="sharpness">α, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sharpness"/> is not a positive number.</exception>
    public SwishLoss(double sharpness = 6.0)
    {
        Sharpness = Require.Positive(sharpness, nameof(sharpness));
    }

    /// <summary>α, the factor on the difference of goodness.</summary>
    /// <value>The default is 6.</value>
    public double Sharpness { get; }

    /// <inheritdoc/>
    public Tensor Loss(Tensor positive, Tensor negative)
    {
        Expect.Pairs(positive, negative);
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.silu((negative - positive).Multiply(Sharpness)).mean().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public (Tensor Loss, Tensor Positive, Tensor Negative) Differentiate(Tensor positive, Tensor negative)
    {
        Expect.Pairs(positive, negative);
        using DisposeScope scope = NewDisposeScope();
        Tensor gap = (negative - positive).Multiply(Sharpness), gate = gap.sigmoid(), activated = gap * gate;
        // silu′(u) = σ + u σ (1 − σ)
        Tensor slope = gate.Add(activated * gate.SubtractFrom(1)).Multiply(Sharpness / positive.shape[0]);
        return (activated.mean().MoveToOuterDisposeScope(), slope.neg().MoveToOuterDisposeScope(), slope.MoveToOuterDisposeScope());
    }
}
