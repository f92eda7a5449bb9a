using ForwardForward.Faithful;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// Agreement of two layers about a row: M = z · z′, where z and z′ are this layer's goodness and its neighbour's,
/// each standardised over the batch.
/// </summary>
/// <remarks>
/// The correspondence is the goodness: both layers state the same quantity, how well image and label fit. M is a row's term in
/// their correlation: positive where both layers find the row better than average, or both worse; negative where they disagree.
/// The form is a three-factor rule's (Frémaux and Gerstner 2016). <see cref="FaithfulLayerAgreementModulation"/> correlates unit i of
/// one layer with unit i of the other, which correspond to nothing. The neighbour is the next layer, for the last layer the one before;
/// a layer alone is not modulated.
/// </remarks>
public sealed class LayerAgreementModulation : SignalModulation
{
    private const double Epsilon = 1e-8;

    /// <summary>Creates the modulation.</summary>
    /// <param name="scale">s, the strength; finite.</param>
    /// <param name="learnScale">Whether s is learned with the layer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite.</exception>
    public LayerAgreementModulation(double scale = 0.5, bool learnScale = false)
        : base(scale, learnScale)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Signal(Tensor goodness, ModulationContext context) =>
        (context.GoodnessAt(1) ?? context.GoodnessAt(-1)) is { } neighbour
            ? Standardise(Expect.InMemory(goodness))
                * Standardise(Expect.Beside(Expect.Numbers(neighbour, goodness.shape[0]), goodness))
            : zeros_like(goodness);

    private static Tensor Standardise(Tensor goodness) => (goodness - goodness.mean()) / goodness.std(unbiased: false).Add(Epsilon);
}
