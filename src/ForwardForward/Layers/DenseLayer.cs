using ForwardForward.Normalisation;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Layers;

/// <summary>The live form of <see cref="DenseLayerDefinition"/>: <c>weight [units, inputs]</c> and <c>bias [units]</c>.</summary>
/// <remarks>
/// Both start uniform in ±1/√inputs, as PyTorch's <c>Linear</c> does. The gradient is in closed form, with two matrix products a step:
/// with δ = ∂loss/∂a where a &gt; 0 and 0 elsewhere, ∂loss/∂W = δᵀ · normalise(x) and ∂loss/∂b = Σ δ.
/// </remarks>
internal sealed class DenseLayer : LocalLayer
{
    private readonly INormalisation _normalisation;
    private readonly Tensor _weight;
    private readonly Tensor _bias;

    public DenseLayer(DenseLayerDefinition definition, LayerContext context)
        : base(definition.Name, context)
    {
        _normalisation = context.InputNormalisation;
        long inputs = context.InputShape.Aggregate(1L, (size, length) => size * length);
        double bound = 1 / Math.Sqrt(inputs);
        _weight = AddParameter("weight", Uniform([definition.Units, inputs]));
        _bias = AddParameter("bias", Uniform([definition.Units]));

        Tensor Uniform(long[] shape)
        {
            using Tensor drawn = empty(shape);
            return drawn.uniform_(-bound, bound, context.Generator).to(context.Device, copy: true);
        }
    }

    public override Tensor Forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Activate(NormaliseRows(input)).MoveToOuterDisposeScope();
    }

    protected override RecordedForward Record(Tensor input)
    {
        Tensor normalised = NormaliseRows(input);
        Tensor activations = Activate(normalised);
        return new RecordedForward(activations, gradient =>
        {
            Tensor delta = gradient.mul_(activations > 0);
            return [delta.t().mm(normalised), delta.sum([0])];
        });
    }

    private Tensor NormaliseRows(Tensor input) => _normalisation.Normalise(input.flatten(1));

    private Tensor Activate(Tensor normalised) => nn.functional.linear(normalised, _weight, _bias).relu_();
}
