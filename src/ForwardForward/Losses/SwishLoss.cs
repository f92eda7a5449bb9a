using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Losses;

/// <summary>
/// The swish of the pair's difference: mean of silu(−α · (g⁺ − g⁻)), where silu(u) = u · σ(u). No threshold. The default.
/// </summary>
/// <remarks>
/// Proposed in the public repository dah33/explore_forward_forward. Like SymBa (arXiv 2303.08418) it compares each
/// positive with its own negative; unlike SymBa its slope vanishes, and turns slightly, once a pair is well apart, so effort goes
/// to pairs that are still close.
/// </remarks>
public sealed class SwishLoss : IContrastiveLoss
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
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.silu((negative - positive) * Sharpness).mean().MoveToOuterDisposeScope();
    }
}
