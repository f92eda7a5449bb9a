using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>
/// Forward-Forward's objective: high goodness for positive rows, low goodness for negative rows (Hinton 2022, section 2).
/// The goodness may be modulated, and other layers may contribute to it, before the loss.
/// </summary>
/// <remarks>
/// An <see cref="IDifferentiableGoodness"/> and an <see cref="IDifferentiableContrastiveLoss"/> state their derivatives;
/// others are differentiated automatically. The results agree but for rounding.
/// </remarks>
public sealed class ContrastiveObjective : LocalObjective, IOnnxExportable
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

    /// <inheritdoc/>
    public override IReadOnlyList<NamedTensor> Buffers { get; }

    /// <inheritdoc/>
    public override bool AsksOtherLayers => _modulation.AsksOtherLayers;

    /// <summary>
    /// None: a goodness goes over the activations once, and a modulation, whatever it keeps, acts while the layer learns.
    /// </summary>
    public override double? FloatingPointOperations => 0;

    internal override ILengthGoodness? LengthGoodness => _goodness as ILengthGoodness;

    /// <inheritdoc/>
    public override Tensor Measure(Tensor activations) => _goodness.MeasureChecked(activations);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor judged, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using DisposeScope scope = NewDisposeScope();
        (Tensor positive, Tensor negative) = Halves(_modulation.ModulateChecked(judged, context.With(_keptTensors)), context);
        return _loss.LossChecked(positive, negative).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Judge(Tensor judged, LearningContext context, GradientAccumulation gradients)
    {
        if (_modulation is not NoModulation || _loss is not IDifferentiableContrastiveLoss differentiable)
            return base.Judge(judged, context, gradients);
        ArgumentNullException.ThrowIfNull(gradients);
        using DisposeScope scope = NewDisposeScope();
        (Tensor positive, Tensor negative) = Halves(judged, context);
        (Tensor loss, Tensor positiveSlope, Tensor negativeSlope) = differentiable.DifferentiateChecked(positive, negative);
        gradients.AddLoss(loss);
        return cat([positiveSlope, negativeSlope], 0).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor PullBack(Tensor activations, Tensor slope, GradientAccumulation gradients) =>
        _goodness is IDifferentiableGoodness differentiable
        ? differentiable.PullBackChecked(activations, slope)
        : base.PullBack(activations, slope, gradients);

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape) => graph.Apply(_goodness, input, shape);

    private static (Tensor Positive, Tensor Negative) Halves(Tensor goodness, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        long rows = Expect.Numbers(goodness).shape[0], positives = context.PositivesAmong(rows);
        Tensor total = context.Contribution is { } contribution
            ? goodness.Add(Expect.Beside(Expect.Numbers(contribution, rows), goodness).detach())
            : goodness;
        return (total.narrow(0, 0, positives), total.narrow(0, positives, rows - positives));
    }
}
