using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Scales each sample to mean square 1: x / √(mean(x²) + ε). The default.</summary>
/// <remarks>
/// The code that Hinton published with the paper (2022) has it; it is root-mean-square normalisation (arXiv 1910.07467) without gain.
/// The direction is kept, as with <see cref="LengthNormalisation"/>, but every element stays of order 1 whatever the width,
/// so ordinary weights and learning rates fit.
/// </remarks>
public sealed class MeanSquareNormalisation : IRowScaling
{
    private const double Epsilon = 1e-8;

    /// <inheritdoc/>
    public Tensor Normalise(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = Expect.Rows(input).flatten(1);
        return (flat * ScaleOf(flat.Square().sum([1], keepdim: true), flat.shape[1])).view(input.shape).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Scale(Tensor squaredLengths, long width) => ScaleOf(Expect.Rows(squaredLengths, [1]), width);

    private static Tensor ScaleOf(Tensor squaredLengths, long width)
    {
        using DisposeScope scope = NewDisposeScope();
        return squaredLengths.Divide(width).AddInPlace(Epsilon).rsqrt_().MoveToOuterDisposeScope();
    }
}
