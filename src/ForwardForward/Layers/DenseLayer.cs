using ForwardForward.Normalisation;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Layers;

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
    private readonly LayerNorm? _layerNorm;
    private readonly PeerNormalisation? _peers;

    public DenseLayer(DenseLayerDefinition definition, LayerContext context, string? name = null, LocalObjective? objective = null, INormalisation? normalisation = null)
        : base(name ?? definition.Name, context, objective)
    {
        int units = definition.Units;
        _dropout = definition.Dropout;
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

    public override Tensor Forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Activate(NormaliseRows(input)).MoveToOuterDisposeScope();
    }

    protected internal override Tensor ForwardWhileLearning(Tensor input, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        return Activate(Dropout.Apply(NormaliseRows(input), _dropout, context)).MoveToOuterDisposeScope();
    }

    protected override RecordedForward Record(Tensor input, LearningContext context)
    {
        Tensor normalised = Dropout.Apply(NormaliseRows(input), _dropout, context);
        Tensor rectified = Rectify(normalised);
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
            Tensor delta = gradient.mul_(rectified > 0);
            _peers?.AddTo(delta, rectified, context.Positives);
            return [delta.t().mm(normalised), delta.sum([0])];
        }
    }

    private Tensor NormaliseRows(Tensor input) => _normalisation.Normalise(input.flatten(1));

    private Tensor Activate(Tensor normalised)
    {
        Tensor rectified = Rectify(normalised);
        return _layerNorm is null ? rectified : _layerNorm.Apply(rectified).Output;
    }

    private Tensor Rectify(Tensor normalised) => nn.functional.linear(normalised, _weight, _bias).relu_();
}
