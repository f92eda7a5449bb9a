using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The live form of <see cref="DenseLayerDefinition"/>: <c>weight [units, inputs]</c> and <c>bias [units]</c>.</summary>
/// <remarks>
/// Both start uniform in ±1/√inputs, as PyTorch's <c>Linear</c> does. The gradient is in closed form, with two matrix products a step:
/// with δ = ∂loss/∂a where a &gt; 0 and 0 elsewhere, ∂loss/∂W = δᵀ · normalise(x) and ∂loss/∂b = Σ δ. Where the input shows labels that are
/// overlaid on images, one product serves all labels of an image.
/// </remarks>
internal partial class DenseLayer : LocalLayer
{
    private readonly INormalisation _normalisation;
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly double _dropout;
    private readonly ComputePrecision _precision;
    private readonly LayerNorm? _layerNorm;
    private readonly PeerNormalisation? _peers;

    public DenseLayer(
        DenseLayerDefinition definition, LayerContext context, string? name = null, LocalObjective? objective = null,
        INormalisation? normalisation = null)
        : base(name ?? definition.Name, context, objective)
    {
        int units = definition.Units;
        _dropout = definition.Dropout;
        _precision = context.Precision;
        _normalisation = normalisation ?? context.InputNormalisation;
        InitialValues values = context.InitialValues;
        long inputs = context.InputShape.Size();
        _weight = AddParameter("weight", values.Uniform(inputs, units, inputs));
        _bias = AddParameter("bias", values.Uniform(inputs, units));
        if (definition.LayerNorm)
            _layerNorm = new LayerNorm(
                AddParameter("norm_scale", values.Constant(1, units)), AddParameter("norm_shift", values.Constant(0, units)));
        if (definition.PeerNormalisation > 0)
            _peers = new PeerNormalisation(definition.PeerNormalisation, AddBuffer("mean_activity", values.Constant(0, units)));
    }

    protected override bool RespondsRowByRow => _peers is null;

    protected internal override void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients)
    {
        DenseRows rows = _dropout == 0
            ? Read(part.Input, gradients.Space)
            : new DenseRows(Drop(part.Input.Rows, context), _precision, gradients.Space);
        (Tensor rectified, Tensor lengths) = rows.Respond(_weight, _bias);
        (part.Kept, part.Activations) = (new Response(rows, rectified, lengths), Normalise(rectified));
    }

    protected internal override void Measure(MicroBatch part)
    {
        if (LengthGoodness is { } goodness)
            part.Goodness = part.Judged = goodness.MeasureChecked(((Response)part.Kept!).SquaredLengths, part.Activations.size(1));
        else
            base.Measure(part);
    }

    /// <summary>
    /// As the objective goes back; a number a row, <c>[rows]</c>, where the gradient is the activations times that number.
    /// </summary>
    protected internal override Tensor PullBack(
        MicroBatch part, Tensor slope, LearningContext context, GradientAccumulation gradients) => LengthGoodness is { } goodness
        ? (slope * goodness.SlopeChecked(((Response)part.Kept!).SquaredLengths, part.Activations.size(1))).Multiply(2)
        : base.PullBack(part, slope, context, gradients);

    protected internal override void GoBack(MicroBatch part, Tensor gradient, LearningContext context, GradientAccumulation gradients)
    {
        var response = (Response)part.Kept!;
        Tensor ofRectified = _layerNorm?.GoBack(response.Rectified, gradient, gradients) ?? gradient;
        RowGradients way = _peers is null
            ? response.Rows.GoBack(response.Rectified, ofRectified)
            : response.Rows.Fold(_peers.Push(ofRectified, response.Rectified, context.Positives));
        response.Rows.AddTo(gradients, _weight, _bias, way);
        if (_layerNorm is not null)
            gradients.Space.Free(response.Rectified); // The activations are another tensor.
    }

    /// <summary>The goodness, where a number a row says all of it and of the way back.</summary>
    private ILengthGoodness? LengthGoodness => _layerNorm is null && _peers is null ? Objective.LengthGoodness : null;

    private DenseRows Read(LayerInput input, WorkSpace space) => input.Share(_normalisation) is { } shared
        ? new DenseRows(shared, _precision, space)
        : new DenseRows(_normalisation.ApplyToRows(input.Rows.flatten(1), space), _precision, space);

    private Tensor Normalise(Tensor rectified) => _layerNorm is null ? rectified : _layerNorm.Apply(rectified);

    private Tensor Drop(Tensor input, LearningContext context) =>
        Dropout.Apply(_normalisation.Apply(input.flatten(1)), _dropout, context);

    /// <summary>What the way back needs.</summary>
    /// <param name="Rows">What was multiplied.</param>
    /// <param name="Rectified">What came of it, <c>[rows, units]</c>.</param>
    /// <param name="SquaredLengths">That of each row, <c>[rows]</c>.</param>
    private sealed record Response(DenseRows Rows, Tensor Rectified, Tensor SquaredLengths);
}
