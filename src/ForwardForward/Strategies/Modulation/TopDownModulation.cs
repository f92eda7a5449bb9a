using System.Text.Json.Serialization;
using ForwardForward.Faithful;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// How sure the whole network is of an image's class: M = p(true class | image) − ½, the same for a positive and its negative.
/// </summary>
/// <remarks>
/// p comes from a softmax head on the network's response to the image without a label, so it is the network's own opinion and says nothing
/// about which half a row is in: images that the network reads already count more, the others less; a negative scale turns that round.
/// A third factor from the top of the network (Frémaux and Gerstner 2016). <see cref="FaithfulTopDownModulation"/> reads the label instead.
/// </remarks>
public sealed class TopDownModulation : SignalModulation
{
    /// <summary>Creates the modulation.</summary>
    /// <param name="scale">s, the strength; finite.</param>
    /// <param name="learnScale">Whether s is learned with the layer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite.</exception>
    public TopDownModulation(double scale = 0.5, bool learnScale = false)
        : base(scale, learnScale)
    {
    }

    /// <inheritdoc/>
    [JsonIgnore]
    public override SoftmaxHeadOptions? RequiredHead => new();

    /// <inheritdoc/>
    protected override Tensor Signal(Tensor goodness, ModulationContext context) =>
        context.ProbabilityOfTrueClass(goodness).Subtract(0.5);
}
