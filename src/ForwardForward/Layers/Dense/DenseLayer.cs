using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The live form of <see cref="DenseLayerDefinition"/>: <c>weight [units, inputs]</c> and <c>bias [units]</c>.</summary>
/// <remarks>
/// Both start uniform in ±1/√inputs, as PyTorch's <c>Linear</c> does. The gradient is in closed form, with two matrix products a step:
/// with δ = ∂loss/∂a where a &gt; 0 and 0 elsewhere, ∂loss/∂W = δᵀ · normalise(x) and ∂loss/∂b = Σ δ. Where the input shows labels that are
/// overlaid on images, one product serves all labels of an image.
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

    public override Tensor Forward(Tensor input) => Forward(LayerInput.FromTensor(input));

    public override Tensor Forward(LayerInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using Lifetime.Use held = Lifetime.Enter();
        CheckInput(input.Samples);
        Expect.Beside(input.Samples, _weight, "input", "the layer");
        return MicroBatch.Map(input, part => Normalise(Activate(Read(part))));
    }

    public override IEnumerable<Tensor> ForwardEveryLabel(LayerInput images, int classes)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.Share(_normalisation) is { } shared ? ForwardEveryLabel(shared, classes) : base.ForwardEveryLabel(images, classes);
    }

    protected internal override Tensor ForwardWhileLearning(Tensor input, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        return Normalise(Activate(ReadWhileLearning(LayerInput.FromTensor(input), context))).MoveToOuterDisposeScope();
    }

    protected internal override void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients)
    {
        DenseRows rows = ReadWhileLearning(part.Input, context);
        Tensor rectified = Activate(rows);
        (part.Kept, part.Activations) = ((rows, rectified), Normalise(rectified));
    }

    protected internal override void GoBack(MicroBatch part, Tensor gradient, LearningContext context, GradientAccumulation gradients)
    {
        (DenseRows rows, Tensor rectified) = ((DenseRows, Tensor))part.Kept!;
        Tensor delta = FusedKernels.RectifierGradient(_layerNorm?.GoBack(rectified, gradient, gradients) ?? gradient, rectified);
        _peers?.AddTo(delta, rectified, context.Positives);
        gradients.Add(_weight, rows.GradientOfWeight(delta));
        gradients.Add(_bias, delta.sum([0]));
    }

    private DenseRows Read(LayerInput input) => input.Share(_normalisation) is { } shared
        ? new DenseRows(shared.Rows, shared.LabelRows(), _precision)
        : new DenseRows(NormaliseRows(input.Rows), labels: null, _precision);

    private DenseRows ReadWhileLearning(LayerInput input, LearningContext context) => _dropout == 0
        ? Read(input)
        : new DenseRows(Dropout.Apply(NormaliseRows(input.Rows), _dropout, context), labels: null, _precision);

    private Tensor Activate(DenseRows rows) => rows.Multiply(_weight, _bias).relu_();

    private Tensor Normalise(Tensor rectified) => _layerNorm is null ? rectified : _layerNorm.Apply(rectified);

    private Tensor NormaliseRows(Tensor input) => _normalisation.Apply(input.flatten(1));

    private IEnumerable<Tensor> ForwardEveryLabel(SharedImages images, int classes)
    {
        Tensor shared = new DenseRows(images.Rows, labels: null, _precision).Multiply(_weight, _bias);
        return Enumerable.Range(0, classes).Select(label => ActivateLabel(shared, images, label));
    }

    private Tensor ActivateLabel(Tensor shared, SharedImages images, int label)
    {
        using DisposeScope scope = NewDisposeScope();
        return Normalise(shared.Add(images.LabelValue * _weight.select(1, label)).relu_()).MoveToOuterDisposeScope();
    }
}
