using ForwardForward.Layers;
using ForwardForward.Normalisation;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.PredictiveCoding;

/// <summary>
/// The live form of <see cref="PredictiveCodingLayerDefinition"/>: <c>weight [units, inputs]</c>, <c>bias</c>, <c>predictor_weight [inputs, units]</c>,
/// <c>predictor_bias</c>, uniform in ±1/√fan-in as PyTorch's <c>Linear</c>.
/// </summary>
internal sealed class PredictiveCodingLayer : LocalLayer
{
    private const int RememberedBatches = 100;
    private const double Epsilon = 1e-12;

    private readonly PredictiveCodingLayerDefinition _definition;
    private readonly GoodnessObjective _objective;
    private readonly INormalisation _normalisation;
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly Tensor _predictorWeight;
    private readonly Tensor _predictorBias;
    private readonly Tensor _errorMean;
    private readonly Tensor _errorVariance;
    private readonly Tensor _batches;

    public PredictiveCodingLayer(PredictiveCodingLayerDefinition definition, LayerContext context)
        : this(definition, context, (context ?? throw new ArgumentNullException(nameof(context))).CreateObjective())
    {
    }

    private PredictiveCodingLayer(PredictiveCodingLayerDefinition definition, LayerContext context, GoodnessObjective objective)
        : base(definition.Name, context, objective)
    {
        _objective = objective;
        _definition = definition;
        _normalisation = context.InputNormalisation;
        InitialValues values = context.InitialValues;
        long inputs = context.InputShape.Aggregate(1L, (size, length) => size * length);
        _weight = AddParameter("weight", values.Uniform(inputs, definition.Units, inputs));
        _bias = AddParameter("bias", values.Uniform(inputs, definition.Units));
        _predictorWeight = AddParameter("predictor_weight", values.Uniform(definition.Units, inputs, definition.Units));
        _predictorBias = AddParameter("predictor_bias", values.Uniform(definition.Units, inputs));
        _errorMean = AddBuffer("error_mean", zeros([], device: context.Device));
        _errorVariance = AddBuffer("error_variance", ones([], device: context.Device));
        _batches = AddBuffer("batches", zeros([], device: context.Device));
    }

    public override Tensor Forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor normalised = NormaliseRows(input), raw = Rectify(normalised);
        return GateBy(PredictionError(normalised, raw), raw).MoveToOuterDisposeScope();
    }

    public override Tensor ForwardUngated(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Rectify(NormaliseRows(input)).MoveToOuterDisposeScope();
    }

    protected override LocalGradient Differentiate(Tensor input, LearningContext context)
    {
        Tensor[] parameters = [.. Parameters.Select(parameter => parameter.Value)];
        Tensor normalised = NormaliseRows(input);
        AutomaticGradient.Watch(parameters);
        using var recording = enable_grad();

        Tensor raw = Rectify(normalised);
        Tensor error = PredictionError(normalised, raw);
        FollowStatistics(error.detach());
        Tensor activations = GateBy(error, raw);
        Tensor goodness = _objective.Measure(activations);
        Tensor activity = activations.abs().mean([1]) * _definition.SparsityWeight;
        Tensor shaped = goodness - (error * _definition.ReconstructionWeight);
        Tensor loss = _objective.Loss(_definition.SparsityInGoodness ? shaped - activity : shaped, context) + (error.mean() * _definition.ReconstructionWeight);
        if (!_definition.SparsityInGoodness)
            loss += activity.mean();
        loss.backward();
        return new LocalGradient(new LayerStep(activations.detach(), goodness.detach(), loss.detach()), AutomaticGradient.Take(parameters));
    }

    private Tensor NormaliseRows(Tensor input)
    {
        CheckInput(input);
        return _normalisation.Normalise(input.flatten(1));
    }

    private Tensor Rectify(Tensor normalised) => nn.functional.linear(normalised, _weight, _bias).relu();

    private Tensor PredictionError(Tensor normalised, Tensor raw) =>
        (nn.functional.linear(raw, _predictorWeight, _predictorBias) - normalised).square().mean([1]);

    private Tensor GateBy(Tensor error, Tensor raw)
    {
        Tensor surprise = _definition.Gate == SurpriseGate.Faithful ? (error * 10) - 5 : (error - _errorMean) / (_errorVariance + Epsilon).sqrt();
        return raw * (1 - ((1 - surprise.sigmoid()) * _definition.SurpriseScale)).unsqueeze(1);
    }

    // The mean over the first batches, then a mean that fades.
    private void FollowStatistics(Tensor error)
    {
        using var still = no_grad();
        _batches.add_(1);
        Tensor weight = _batches.clamp(max: RememberedBatches).reciprocal();
        _errorMean.add_((error.mean() - _errorMean) * weight);
        _errorVariance.add_((error.std(unbiased: false).square() - _errorVariance) * weight);
    }
}
