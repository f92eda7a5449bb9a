using System.Text.Json.Serialization;
using ForwardForward.Faithful;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// How sure the whole network is of an image's class: M = p(true class | image) − ½, the same for a positive and its negative.
/// </summary>
/// <remarks>
/// p comes from a softmax head on the network's response to the image without a label. So it is the network's own opinion, and does not
/// say which half of the batch a row is in. Images that the network already reads count more, and the others less. A negative scale
/// reverses that. It is a third factor from the top of the network (Frémaux and Gerstner 2016). <see cref="FaithfulTopDownModulation"/>
/// reads the label instead.
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
