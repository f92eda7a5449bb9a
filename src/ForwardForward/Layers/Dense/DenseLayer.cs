using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The live form of <see cref="DenseLayerDefinition"/>: <c>weight [units, inputs]</c> and <c>bias [units]</c>.</summary>
/// <remarks>
/// Both start uniform in ±1/√inputs, as PyTorch's <c>Linear</c> does. The gradient is in closed form, with two matrix products a step:
/// with δ = ∂loss/∂a where a &gt; 0 and 0 elsewhere, ∂loss/∂W = δᵀ · normalise(x) and ∂loss/∂b = Σ δ.
/// </remarks>
internal class DenseLayer : LocalLayer
{
    private readonly INormalisation _normalisation;
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly double _dropout;
    private readonly ComputePrecision _precision;
    private readonly LayerNorm? _layerNorm;
    private readonly PeerNormalisation? _peers;

    public DenseLayer(DenseLayerDefinition definition, LayerContext context, string? name = null, LocalObjective? objective = null, INormalisation? normalisation = null)
        : base(name ?? definition.Name, context, objective)
    {
        int units = definition.Units;
        _dropout = definition.Dropout;
        _precision = context.Precision;
        _normalisation = normalisation ?? context.InputNormalisation;
        InitialValues values = context.InitialValues;
        long inputs = context.InputShape.Aggregate(1L, (size, length) => size * length);
        _weight = AddParameter("weight", values.Uniform(inputs, units, inputs));
        _bias = AddParameter("bias", values.Uniform(inputs, units));
        if (definition.LayerNorm)
            _layerNorm = new LayerNorm(AddParameter("norm_scale", values.Constant(1, units)), AddParameter("norm_shift", values.Constant(0, units)));
        if (definition.PeerNormalisation > 0)
            _peers = new PeerNormalisation(definition.PeerNormalisation, AddBuffer("mean_activity", values.Constant(0, units)));
    }

    internal override bool LooksAround => Objective.LooksAround;

    public override Tensor Forward(Tensor input)
    {
        CheckInput(input);
        using DisposeScope scope = NewDisposeScope();
        return RowPortions.Map(input, portion => Activate(NormaliseRows(portion))).MoveToOuterDisposeScope();
    }

    protected internal override Tensor ForwardWhileLearning(Tensor input, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        return Activate(Dropout.Apply(NormaliseRows(input), _dropout, context)).MoveToOuterDisposeScope();
    }

    /// <summary>Whether the layer can learn from images apart from the labels that they show: it scales rows by their length, drops none, and knows its gradient.</summary>
    internal bool TakesOverlaidImages => GetType() == typeof(DenseLayer) && _normalisation is IRowScaling && _dropout == 0 && RowByRow is not null;

    /// <summary>The objective, where gradients of single rows add up to that of the batch.</summary>
    private protected ContrastiveObjective? RowByRow => _peers is null && Objective is ContrastiveObjective { KnowsDerivative: true } objective ? objective : null;

    /// <summary>What the layer makes of images before it multiplies them.</summary>
    internal ScaledImages Scale(OverlaidImages images) => images.Scale((IRowScaling)_normalisation);

    /// <summary>As <see cref="LocalLayer.Learn"/>, from images that show each block of the context's labels.</summary>
    internal LayerStep Learn(ScaledImages images, LearningContext context) =>
        TakeStep(images.Rows, context, () => RowByRow!.Differentiate(Respond(images, context.Labels, rows => Record(rows, context)), context));

    /// <summary>The activations of images that show each block of the labels.</summary>
    internal Tensor Forward(ScaledImages images, Tensor labels)
    {
        using DisposeScope scope = NewDisposeScope();
        return Respond(images, labels, rows => new RecordedForward(Normalise(rows.Multiply(_weight, _bias).relu_()), _ => [])).Join(activations => activations).MoveToOuterDisposeScope();
    }

    /// <summary>The activations of images that show one label after another, one a label.</summary>
    internal IEnumerable<Tensor> ForwardEveryLabel(ScaledImages images)
    {
        Tensor shared = new DenseRows(Narrow(images.Rows)).Multiply(_weight, _bias);
        for (int label = 0; label < images.Classes; label++)
            yield return ForwardLabel(images, shared, label);
    }

    private Tensor ForwardLabel(ScaledImages images, Tensor shared, int label)
    {
        using DisposeScope scope = NewDisposeScope();
        return Normalise((shared + (images.Pixel * _weight.select(1, label))).relu_()).MoveToOuterDisposeScope();
    }

    protected override LocalGradient Differentiate(Tensor input, LearningContext context) => RowByRow is { } objective
        ? objective.Differentiate(new RowPortions(input.shape[0], blocks: 1, (start, count) => Record(input.narrow(0, start, count), context)), context)
        : base.Differentiate(input, context);

    protected override RecordedForward Record(Tensor input, LearningContext context) => Record(new DenseRows(Narrow(Dropout.Apply(NormaliseRows(input), _dropout, context))), context);

    private RowPortions Respond(ScaledImages images, Tensor labels, Func<DenseRows, RecordedForward> record)
    {
        long count = images.Rows.shape[0], shown = labels.shape[0] / count;
        Tensor perBlock = labels.view(shown, count);
        return new RowPortions(shown * count, shown, (start, length) => record(new OverlaidRows(Narrow(images.Rows.narrow(0, start, length)), images.Slots(perBlock, start, length))));
    }

    private RecordedForward Record(DenseRows rows, LearningContext context)
    {
        Tensor rectified = rows.Multiply(_weight, _bias).relu_();
        if (_layerNorm is null)
            return new RecordedForward(rectified, gradient => Affine(gradient));

        var (output, backward) = _layerNorm.Apply(rectified);
        return new RecordedForward(output, gradient =>
        {
            var (inner, scale, shift) = backward(gradient);
            return [.. Affine(inner), scale, shift];
        });

        Tensor[] Affine(Tensor gradient)
        {
            Tensor delta = FusedKernels.RectifierGradient(gradient, rectified);
            _peers?.AddTo(delta, rectified, context.Positives);
            return [rows.GradientOfWeight(delta), delta.sum([0])];
        }
    }

    private Tensor NormaliseRows(Tensor input) => Expect.Given(_normalisation.Normalise(input.flatten(1)), _normalisation);

    private Tensor Activate(Tensor normalised) => Normalise(new DenseRows(Narrow(normalised)).Multiply(_weight, _bias).relu_());

    private Tensor Narrow(Tensor normalised) => _precision == ComputePrecision.BFloat16 ? normalised.to(bfloat16) : normalised;

    private Tensor Normalise(Tensor rectified) => _layerNorm is null ? rectified : _layerNorm.Apply(rectified).Output;
}
