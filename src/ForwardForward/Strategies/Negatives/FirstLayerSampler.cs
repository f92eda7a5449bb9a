using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The same image under a wrong label that the first layer finds plausible: P(y⁻ = c) ∝ exp(s · g₁(c)) among the wrong labels, where g₁ is
/// the goodness of the first layer.
/// </summary>
/// <remarks>
/// These are hard labels as Hinton (2022, section 3.3) picks them, but from what a training step computes anyway. If labels are written
/// over images and the first layer is dense, all labels share the product that the layer's step needs. A draw then costs a few passes over
/// the activations. Otherwise it costs a pass through the first layer for every label. <see cref="HardLabelSampler"/> asks the whole
/// network. Scores change while the network learns, so draw the negatives anew for every batch.
/// </remarks>
public sealed class FirstLayerSampler : INegativeSampler
{
    /// <summary>Creates the sampler.</summary>
    /// <param name="sharpness">
    /// s, positive, for a mean-square goodness. The larger it is, the more often the most plausible mistake is drawn. For a sum of
    /// squares, divide it by the number of units.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sharpness"/> is not a positive number.</exception>
    public FirstLayerSampler(double sharpness = 32)
    {
        Sharpness = Require.Positive(sharpness, nameof(sharpness));
    }

    /// <summary>s, what the goodness is multiplied by.</summary>
    /// <value>The default is 32.</value>
    public double Sharpness { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No network to ask, or its scores are of another shape or not finite.</exception>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        Tensor scores = context.ScoreLabelsByFirstLayer(positives.Checked().Images);
        Tensor labels = WrongLabels.DrawByScores(positives.Labels, scores, Sharpness, context);
        return positives with { Labels = labels.MoveToOuterDisposeScope() };
    }
}
