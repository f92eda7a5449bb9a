using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

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
        CheckInput(input);
        return RowPortions.Map(input, rows =>
        {
            using DisposeScope scope = NewDisposeScope();
            Response response = Respond(rows);
            return GateBy(response.Error, response.Raw).MoveToOuterDisposeScope();
        });
    }

    public override Tensor ForwardUngated(Tensor input)
    {
        CheckInput(input);
        return RowPortions.Map(input, rows =>
        {
            using DisposeScope scope = NewDisposeScope();
            return Rectify(NormaliseRows(rows)).MoveToOuterDisposeScope();
        });
    }

    protected override LocalGradient Differentiate(Tensor input, LearningContext context)
    {
        Response[] responses = [.. RowPortions.Split(input).Select(Respond)];
        FollowStatistics(Join(responses, response => response.Error));
        Judgement[] judgements = [.. responses.Select(Judge)];

        LossStep loss = _objective.DifferentiateLoss(Join(judgements, judgement => judgement.Shaped), context);
        Tensor[] slopes = loss.Slope.split([.. responses.Select(response => response.Error.shape[0])]);
        Tensor[] sums = [.. OwnParameters.Select(parameter => zeros_like(parameter.Value))];
        foreach ((Response response, Judgement judgement, Tensor slope) in responses.Zip(judgements, slopes))
            AddGradients(sums, response, judgement, slope, input.shape[0]);

        return new LocalGradient(
            new LayerStep(
                context.NeedsActivations ? Join(judgements, judgement => judgement.Activations) : empty(0),
                Join(judgements, judgement => judgement.Goodness),
                loss.Loss + Join(judgements, judgement => judgement.Besides).mean()),
            [.. sums, .. loss.ParameterGradients]);
    }

    /// <summary>Adds what some of the rows ask of the parameters: automatically as far as the response and its error, in closed form through the products.</summary>
    private void AddGradients(Tensor[] sums, Response response, Judgement judgement, Tensor slope, long rows)
    {
        using DisposeScope scope = NewDisposeScope();
        using (enable_grad())
            ((judgement.Shaped * slope) + (judgement.Besides / rows)).sum([0]).backward();
        Tensor[] gradients = AutomaticGradient.Take([response.Raw, response.Error]);

        Tensor ofDifference = response.Difference * (gradients[1] * (2.0 / response.Difference.shape[1])).unsqueeze(1);
        Tensor delta = FusedKernels.RectifierGradient(gradients[0].add_(MatrixProducts.Product(ofDifference, _predictorWeight)), response.Raw);
        sums[0].add_(MatrixProducts.TransposedProduct(delta, response.Rows));
        sums[1].add_(delta.sum([0]));
        sums[2].add_(MatrixProducts.TransposedProduct(ofDifference, response.Raw));
        sums[3].add_(ofDifference.sum([0]));
    }

    private Response Respond(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = NormaliseRows(input), raw = Rectify(rows);
        Tensor difference = MatrixProducts.Linear(raw, _predictorWeight, _predictorBias).sub_(rows);
        return new Response(
            rows.MoveToOuterDisposeScope(), raw.MoveToOuterDisposeScope(), difference.MoveToOuterDisposeScope(), difference.square().mean([1]).MoveToOuterDisposeScope());
    }

    /// <summary>What the loss is made of, recorded as far back as the response and its error, neither of which is followed back to the other.</summary>
    private Judgement Judge(Response response)
    {
        AutomaticGradient.Watch([response.Raw, response.Error]);
        using var recording = enable_grad();
        Tensor activations = GateBy(response.Error, response.Raw), goodness = _objective.Measure(activations);
        Tensor reconstruction = response.Error * _definition.ReconstructionWeight, activity = activations.mean([1]) * _definition.SparsityWeight;
        return _definition.SparsityInGoodness
            ? new Judgement(activations, goodness, goodness - reconstruction - activity, reconstruction)
            : new Judgement(activations, goodness, goodness - reconstruction, reconstruction + activity);
    }

    private Tensor NormaliseRows(Tensor input) => _normalisation.Normalise(input.flatten(1));

    private Tensor Rectify(Tensor normalised) => MatrixProducts.Linear(normalised, _weight, _bias).relu_();

    private Tensor GateBy(Tensor error, Tensor raw)
    {
        Tensor surprise = _definition.Gate == SurpriseGate.Fixed ? (error * 10) - 5 : (error - _errorMean) / (_errorVariance + Epsilon).sqrt();
        return raw * (1 - ((1 - surprise.sigmoid()) * _definition.SurpriseScale)).unsqueeze(1);
    }

    private static Tensor Join<T>(T[] portions, Func<T, Tensor> part) => portions.Length == 1 ? part(portions[0]).detach() : cat([.. portions.Select(part)]).detach();

    // The mean over the first batches, then a mean that fades.
    private void FollowStatistics(Tensor error)
    {
        _batches.add_(1);
        Tensor weight = _batches.clamp(max: RememberedBatches).reciprocal();
        _errorMean.add_((error.mean() - _errorMean) * weight);
        _errorVariance.add_((error.std(unbiased: false).square() - _errorVariance) * weight);
    }

    /// <summary>What the layer makes of some rows before the gate.</summary>
    /// <param name="Rows">The normalised input, <c>[rows, inputs]</c>.</param>
    /// <param name="Raw">The rectified activations, <c>[rows, units]</c>.</param>
    /// <param name="Difference">The predicted input less the input, <c>[rows, inputs]</c>.</param>
    /// <param name="Error">The mean square of the difference, <c>[rows]</c>.</param>
    private sealed record Response(Tensor Rows, Tensor Raw, Tensor Difference, Tensor Error);

    /// <summary>What a loss is made of.</summary>
    /// <param name="Activations">Behind the gate, <c>[rows, units]</c>.</param>
    /// <param name="Goodness">Their goodness, <c>[rows]</c>.</param>
    /// <param name="Shaped">The goodness less what is taken off it, <c>[rows]</c>.</param>
    /// <param name="Besides">What is added to the loss, <c>[rows]</c>.</param>
    private sealed record Judgement(Tensor Activations, Tensor Goodness, Tensor Shaped, Tensor Besides);
}
