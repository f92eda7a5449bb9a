using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace ForwardForward.Faithful;

/// <summary>The study's top-down signal: M = p(true class) − ½ for positives, and the negative of that for negatives.</summary>
/// <remarks>
/// p comes from a linear map of the last layer's activations, learned on positives that carry their label
/// (<see cref="FaithfulHeads.TopDown"/>). The map soon reads the label itself, so M → +½ for positives and for true negatives alike. That
/// has the effect of a lower threshold. Only negatives whose label happens to be right are damped. The study's map learns after the
/// layer's step; here it learns from the activations before it.
/// </remarks>
public sealed class FaithfulTopDownModulation : SignalModulation
{
    /// <summary>Creates the modulation.</summary>
    /// <param name="scale">s, the strength, or its first value where it is learned; finite.</param>
    /// <param name="learnScale">Whether s is learned with the layer, as in the study.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite.</exception>
    public FaithfulTopDownModulation(double scale = 0.5, bool learnScale = true)
        : base(scale, learnScale)
    {
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public override SoftmaxHeadOptions? RequiredHead => FaithfulHeads.TopDown;

    /// <inheritdoc/>
    protected override Tensor Signal(Tensor goodness, ModulationContext context)
    {
        Tensor belief = context.ProbabilityOfTrueClass(goodness).Subtract(0.5);
        return belief * Halves.Sign(goodness, goodness.dtype, context.PositivesAmong(goodness.shape[0]));
    }
}
