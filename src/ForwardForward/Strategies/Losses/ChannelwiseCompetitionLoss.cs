using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The channel-wise competitive loss: mean of −log((exp(g_y) + ε) / (Σ꜀ exp(g꜀) + ε)), the goodness clamped to ±50 and ε = 10⁻⁹.
/// </summary>
/// <remarks>
/// Papachristodoulou et al., "Convolutional Channel-wise Competitive Learning for the Forward-Forward Algorithm" (AAAI 2024), with
/// the clamp and the ε of its code. Without those two it is <see cref="CrossEntropyLoss"/>. A goodness beyond the clamp has no slope.
/// </remarks>
public sealed class ChannelwiseCompetitionLoss : IClassLoss
{
    private const double Clamp = 50;
    private const double Epsilon = 1e-9;

    /// <inheritdoc/>
    public Tensor Loss(Tensor goodness, Tensor labels)
    {
        Expect.ClassGoodness(goodness, labels);
        using DisposeScope scope = NewDisposeScope();
        Tensor exponentials = goodness.AtLeast(-Clamp).AtMost(Clamp).exp();
        Tensor own = exponentials.gather(1, labels.unsqueeze(1)).squeeze(1);
        return (exponentials.sum([1]).Add(Epsilon).log() - own.Add(Epsilon).log()).mean().MoveToOuterDisposeScope();
    }
}
