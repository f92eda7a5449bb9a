using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Normalisation;

/// <summary>
/// Brings each sample to mean 0 and standard deviation 1 over all its features: (x − mean(x)) / (std(x) + 10⁻⁵).
/// </summary>
/// <remarks>
/// Layer normalisation (arXiv 1607.06450) without gain and bias, and with the constant on the deviation, not the variance. Unlike
/// <see cref="LengthNormalisation"/> and <see cref="MeanSquareNormalisation"/> it hides the mean as well; DeeperForward (ICLR 2025) does
/// so within each class's group of units. The deviation is the biased one, √(1/H · Σⱼ (xⱼ − mean)²). Equal features all become 0.
/// </remarks>
public sealed class StandardiseNormalisation : INormalisation
{
    private const double Epsilon = 1e-5;

    /// <inheritdoc/>
    public Tensor Normalise(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = input.flatten(1);
        Tensor centred = flat - flat.mean([1], keepdim: true);
        Tensor deviation = centred.square().mean([1], keepdim: true).sqrt();
        return (centred / (deviation + Epsilon)).view(input.shape).MoveToOuterDisposeScope();
    }
}
