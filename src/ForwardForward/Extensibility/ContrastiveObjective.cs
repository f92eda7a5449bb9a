using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>
/// Forward-Forward's objective: high goodness for positive rows, low goodness for negative rows. The goodness may be modulated, and
/// other layers may contribute to it, before the loss.
/// </summary>
/// <remarks>
/// With an <see cref="IDifferentiableGoodness"/> the gradient is ∂loss/∂g · ∂g/∂a, and only the loss of the <c>[rows]</c> goodness
/// values is differentiated automatically; any other goodness is differentiated as a whole. The results agree but for rounding.
/// </remarks>
public sealed class ContrastiveObjective : GoodnessObjective
{
    private readonly IGoodness _goodness;
    private readonly IContrastiveLoss _loss;
    private readonly IModulation _modulation;
    private readonly NamedTensor[] _keptTensors;

    /// <summary>Creates the objective of one layer.</summary>
    /// <param name="goodness">How strongly the layer responds to a row.</param>
    /// <param name="loss">What the two halves' goodness should become.</param>
    /// <param name="modulation">What rescales the goodness while the layer learns; null for nothing.</param>
    /// <param name="device">Where the layer lives; null for the CPU.</param>
    public ContrastiveObjective(IGoodness goodness, IContrastiveLoss loss, IModulation? modulation = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(goodness);
        ArgumentNullException.ThrowIfNull(loss);
        _goodness = goodness;
        _loss = loss;
        _modulation = modulation ?? new NoModulation();
        Parameters = _modulation.CreateParameters(device ?? CPU);
        Buffers = _modulation.CreateBuffers(device ?? CPU);
        _keptTensors = [.. Parameters, .. Buffers];
        foreach (NamedTensor tensor in _keptTensors)
            tensor.Value.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor> Parameters { get; }

    internal override bool LooksAround => _modulation.AsksOtherLayers;

    /// <summary>Whether the goodness states its derivative.</summary>
    internal bool KnowsDerivative => _goodness is IDifferentiableGoodness;

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor> Buffers { get; }

    /// <inheritdoc/>
    public override Tensor Measure(Tensor activations) => Expect.Given(_goodness.Measure(activations), _goodness);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor goodness, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Tensor modulated = Expect.Given(_modulation.Modulate(goodness, context.With(_keptTensors)), _modulation);
        (Tensor positive, Tensor negative) = Halves(modulated, context);
        using (positive)
        using (negative)
            return Expect.Given(_loss.Loss(positive, negative), _loss);
    }

    private protected override LossStep? DifferentiateInClosedForm(Tensor goodness, LearningContext context)
    {
        if (_modulation is not NoModulation || _loss is not IDifferentiableContrastiveLoss differentiable)
            return null;
        using DisposeScope scope = NewDisposeScope();
        (Tensor positive, Tensor negative) = Halves(goodness, context);
        (Tensor loss, Tensor ofPositive, Tensor ofNegative) = differentiable.Differentiate(positive, negative);
        return new LossStep(cat([ofPositive, ofNegative], 0).MoveToOuterDisposeScope(), loss.MoveToOuterDisposeScope(), []);
    }

    private static (Tensor Positive, Tensor Negative) Halves(Tensor goodness, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(goodness);
        ArgumentNullException.ThrowIfNull(context);
        Tensor total = context.Contribution is { } contribution ? goodness + contribution.detach() : goodness;
        return (total.narrow(0, 0, context.Positives), total.narrow(0, context.Positives, total.shape[0] - context.Positives));
    }

    /// <inheritdoc/>
    public override ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        if (_goodness is not IDifferentiableGoodness differentiable)
            return base.Differentiate(activations, context);
        using DisposeScope scope = NewDisposeScope();
        return DifferentiateGoodness(activations, context, slope => differentiable.PullBack(activations, slope));
    }

    /// <summary>
    /// What a layer learns from rows that it responds to in portions: each portion's goodness is measured while its activations are near, the loss of all rows
    /// differentiated, and each portion's gradients summed. The same as of all rows at once but for rounding.
    /// </summary>
    /// <remarks>The goodness must state its derivative.</remarks>
    /// <param name="portions">The rows.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <param name="besides">What else the layer's loss asks of activations: from a portion's, <c>[rows, …]</c>, and its first row, to the gradient to add; null for nothing.</param>
    internal LocalGradient Differentiate(RowPortions portions, LearningContext context, Func<Tensor, long, Tensor>? besides = null)
    {
        var differentiable = (IDifferentiableGoodness)_goodness;
        using DisposeScope scope = NewDisposeScope();
        Tensor goodness = portions.Join(activations => Measure(activations));
        LossStep loss = DifferentiateLoss(goodness, context);
        Tensor[] gradients = portions.SumGradients(loss.Slope, (activations, slope, start) =>
        {
            Tensor gradient = differentiable.PullBack(activations, slope);
            return besides is null ? gradient : gradient + besides(activations, start);
        });
        return new LocalGradient(
            new LayerStep((context.NeedsActivations ? portions.Join(activations => activations) : empty(0)).MoveToOuterDisposeScope(), goodness.MoveToOuterDisposeScope(), loss.Loss.MoveToOuterDisposeScope()),
            [.. gradients.Concat(loss.ParameterGradients).Select(gradient => gradient.MoveToOuterDisposeScope())]);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (NamedTensor tensor in _keptTensors)
            tensor.Value.Dispose();
    }
}
