using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The same image under a wrong label that the network itself finds plausible: P(y⁻ = c) ∝ exp(score(c) / T) among the wrong labels.
/// </summary>
/// <remarks>
/// Hinton (2022, section 3.3) picks hard labels by the softmax of a forward pass with a neutral label. A network that predicts by a
/// softmax head does the same here, with T = 1. Without a head, the scores are the goodness of every label, summed over all layers, and a
/// draw costs a forward pass for each label. The network's choice of scoring layers plays no part in learning. The public repository
/// dah33/explore_forward_forward draws by the square root of the goodness. Scores change while the network learns: draw the negatives anew
/// for every batch.
/// </remarks>
public sealed class HardLabelSampler : INegativeSampler
{
    /// <summary>Creates the sampler.</summary>
    /// <param name="temperature">T, positive, in the units of the scores: the smaller, the more often the most plausible mistake.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="temperature"/> is not a positive number.</exception>
    public HardLabelSampler(double temperature = 1.0)
    {
        Temperature = Require.Positive(temperature, nameof(temperature));
    }

    /// <summary>T, what the scores are divided by.</summary>
    /// <value>The default is 1.</value>
    public double Temperature { get; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No network to ask, or its scores are of another shape or not finite.</exception>
    public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        Tensor scores = context.ScoreLabels(positives.Checked().Images);
        Tensor labels = WrongLabels.DrawByScores(positives.Labels, scores, 1 / Temperature, context);
        return positives with { Labels = labels.MoveToOuterDisposeScope() };
    }
}
