using System.Text.Json.Serialization;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Modulation by a signal M: g̃ = g · (1 + s · tanh M). An implementation states M.</summary>
/// <remarks>
/// A three-factor rule: a third signal scales what the two sides of a synapse alone would change (Frémaux and Gerstner 2016). Where s is
/// learned and M differs between positives and negatives, s grows until the signal alone satisfies the loss. So s is fixed by default.
/// </remarks>
public abstract class SignalModulation : IModulation
{
    private const string ScaleName = "modulation_scale";

    /// <summary>Creates the modulation.</summary>
    /// <param name="scale">s, the strength, or its first value where it is learned; finite.</param>
    /// <param name="learnScale">Whether s is learned with the layer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite.</exception>
    protected SignalModulation(double scale, bool learnScale)
    {
        Scale = Require.Finite(scale, nameof(scale));
        LearnScale = learnScale;
    }

    /// <summary>s, the strength of the modulation; its first value where it is learned.</summary>
    /// <value>The default is 0.5.</value>
    public double Scale { get; }

    /// <summary>Whether s is learned with the layer, by the layer's optimizer.</summary>
    /// <value>The default is false for the corrected modulations and true for the faithful ones.</value>
    public bool LearnScale { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public virtual SoftmaxHeadOptions? RequiredHead => null;

    /// <inheritdoc/>
    public Tensor Modulate(Tensor goodness, ModulationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        Tensor signal = Contract.OneNumberARow(Signal(Expect.Numbers(goodness).detach(), context), goodness, this, nameof(Signal));
        Tensor strength = signal.detach().tanh();
        Tensor effect = (LearnScale ? strength * context.KeptNumber(ScaleName) : strength.Multiply(Scale)).Add(1);
        return (goodness * effect).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public IReadOnlyList<NamedTensor> CreateParameters(Device device) =>
        LearnScale ? [new(ScaleName, TensorCreation.Full([], (float)Scale, float32, device))] : [];

    /// <inheritdoc/>
    public virtual IReadOnlyList<NamedTensor> CreateBuffers(Device device) => [];

    /// <summary>The signal M of each row; no gradient goes through it.</summary>
    /// <param name="goodness">The layer's goodness, <c>[rows]</c>, detached.</param>
    /// <param name="context">The labels, and what the rest of the network makes of the same rows.</param>
    /// <returns>M, <c>[rows]</c>.</returns>
    protected abstract Tensor Signal(Tensor goodness, ModulationContext context);
}
