using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Cross-entropy of the softmax of the goodness: mean of −Σ꜀ q꜀ · log softmax(g / T)꜀, with q the true class, smoothed by ε:
/// q꜀ = (1 − ε) [c = y] + ε / C.
/// </summary>
/// <remarks>
/// The local loss of most class-wise methods: CwC (Papachristodoulou et al., AAAI 2024, its "CwC_CE"), Mono-Forward (arXiv 2501.09238),
/// DeeperForward (ICLR 2025), and before them Nøkland and Eidnes (2019, "pred").
/// </remarks>
public sealed class CrossEntropyLoss : IDifferentiableClassLoss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="temperature">T, positive: below 1 the softmax is sharper.</param>
    /// <param name="labelSmoothing">ε, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public CrossEntropyLoss(double temperature = 1, double labelSmoothing = 0)
    {
        Temperature = Require.Positive(temperature, nameof(temperature));
        LabelSmoothing = Require.BelowOne(labelSmoothing, nameof(labelSmoothing));
    }

    /// <summary>T, what the goodness is divided by.</summary>
    /// <value>The default is 1.</value>
    public double Temperature { get; }

    /// <summary>ε, how much of the target is spread over all classes.</summary>
    /// <value>The default is 0.</value>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    public Tensor Loss(Tensor goodness, Tensor labels)
    {
        Expect.ClassGoodness(goodness, labels);
        using DisposeScope scope = NewDisposeScope();
        return nn.functional.cross_entropy(goodness.Divide(Temperature), labels, label_smoothing: LabelSmoothing).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public (Tensor Loss, Tensor Slope) Differentiate(Tensor goodness, Tensor labels)
    {
        Expect.ClassGoodness(goodness, labels);
        using DisposeScope scope = NewDisposeScope();
        Tensor logarithms = goodness.Divide(Temperature).log_softmax(1);
        Tensor target = zeros_like(goodness).FillInPlace(LabelSmoothing / goodness.shape[1])
            .scatter_add_(
                1, labels.unsqueeze(1), TensorCreation.Full([labels.shape[0], 1], 1 - LabelSmoothing, goodness.dtype, goodness.device));
        Tensor loss = (target * logarithms).sum([0, 1]).Divide(-goodness.shape[0]);
        return (
            loss.MoveToOuterDisposeScope(), (logarithms.exp() - target).Divide(Temperature * goodness.shape[0]).MoveToOuterDisposeScope());
    }
}
