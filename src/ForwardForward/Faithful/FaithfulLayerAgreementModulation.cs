using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Faithful;

/// <summary>
/// The study's agreement: M is the correlation, over units, of a row's activations in this layer and in its neighbour, unit i with unit i.
/// </summary>
/// <remarks>
/// Units of two layers do not correspond to each other. Where one layer is wider, its further units are left out. The neighbour is the next
/// layer, for the last layer the one before; a layer alone is not modulated. The signal is not negated for negatives.
/// <see cref="LayerAgreementModulation"/> is the corrected form.
/// </remarks>
public sealed class FaithfulLayerAgreementModulation : SignalModulation
{
    private const double Epsilon = 1e-8;

    /// <summary>Creates the modulation.</summary>
    /// <param name="scale">s, the strength, or its first value where it is learned; finite.</param>
    /// <param name="learnScale">Whether s is learned with the layer, as in the study.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite.</exception>
    public FaithfulLayerAgreementModulation(double scale = 0.5, bool learnScale = true)
        : base(scale, learnScale)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Signal(Tensor goodness, ModulationContext context)
    {
        if (context.ActivationsAt(0) is not { } own || (context.ActivationsAt(1) ?? context.ActivationsAt(-1)) is not { } neighbour)
            return zeros_like(goodness);
        (own, neighbour) = (Centre(own, goodness), Centre(neighbour, goodness));
        long shared = Math.Min(own.shape[1], neighbour.shape[1]);
        (own, neighbour) = (own.narrow(1, 0, shared), neighbour.narrow(1, 0, shared));
        return (own * neighbour).sum([1]) / (Length(own).Add(Epsilon) * Length(neighbour).Add(Epsilon));
    }

    private static Tensor Centre(Tensor activations, Tensor goodness)
    {
        Tensor rows = Expect.Beside(Expect.Rows(activations, goodness.shape[0]), goodness).flatten(1);
        return rows - rows.mean([1], keepdim: true);
    }

    private static Tensor Length(Tensor rows) => rows.Square().sum([1]).sqrt();
}
