using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The live form of <see cref="PredictiveCodingLayerDefinition"/>: <c>weight [units, inputs]</c>, <c>bias</c>,
/// <c>predictor_weight [inputs, units]</c>, <c>predictor_bias</c>, uniform in ±1/√fan-in as PyTorch's <c>Linear</c>.
/// </summary>
internal sealed partial class PredictiveCodingLayer : LocalLayer
{
    private const int RememberedBatches = 100;
    private const double Epsilon = 1e-12;

    private readonly PredictiveCodingLayerDefinition _definition;
    private readonly INormalisation _normalisation;
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly Tensor _predictorWeight;
    private readonly Tensor _predictorBias;
    private readonly Tensor _errorMean;
    private readonly Tensor _errorVariance;
    private readonly Tensor _batches;

    public PredictiveCodingLayer(PredictiveCodingLayerDefinition definition, LayerContext context)
        : base(definition.Name, context)
    {
        _definition = definition;
        _normalisation = context.InputNormalisation;
        InitialValues values = context.InitialValues;
        long inputs = context.InputShape.Size();
        _weight = AddParameter("weight", values.Uniform(inputs, definition.Units, inputs));
        _bias = AddParameter("bias", values.Uniform(inputs, definition.Units));
        _predictorWeight = AddParameter("predictor_weight", values.Uniform(definition.Units, inputs, definition.Units));
        _predictorBias = AddParameter("predictor_bias", values.Uniform(definition.Units, inputs));
        _errorMean = AddBuffer("error_mean", values.Constant(0));
        _errorVariance = AddBuffer("error_variance", values.Constant(1));
        _batches = AddBuffer("batches", values.Constant(0));
    }

    public override double? FloatingPointOperations => 2.0 * (_weight.numel() + _predictorWeight.numel());

    protected override bool RespondsRowByRow => true;

    public override Tensor Forward(Tensor input)
    {
        CheckInput(input);
        Expect.Like(input, _weight);
        return MicroBatch.Map(input, part => Gate(Respond(part.Rows)));
    }

    public override Tensor ForwardUngated(Tensor input)
    {
        CheckInput(input);
        Expect.Like(input, _weight);
        return MicroBatch.Map(input, part => Rectify(NormaliseRows(part.Rows)));
    }

    /// <summary>As while learning by itself: the gate's statistics follow the batch first.</summary>
    protected internal override Tensor ForwardWhileLearning(Tensor input, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        Response response = Respond(input);
        Follow(response.Error.detach());
        return Gate(response).MoveToOuterDisposeScope();
    }

    protected internal override void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients) =>
        part.Kept = Respond(part.Input.Rows);

    protected override void Observe(IReadOnlyList<MicroBatch> parts, LearningContext context) =>
        Follow(MicroBatch.Join([.. parts], part => ((Response)part.Kept!).Error));

    /// <summary>
    /// Records what the loss is made of as far back as the response and its error; neither is followed back to the other.
    /// </summary>
    protected internal override void Measure(MicroBatch part)
    {
        var response = (Response)part.Kept!;
        response.Raw.requires_grad = response.Error.requires_grad = true;
        using var recording = enable_grad();
        Tensor activations = Gate(response), goodness = Objective.Measure(activations);
        Tensor reconstruction = response.Error.Multiply(_definition.ReconstructionWeight),
            activity = activations.mean([1]).Multiply(_definition.SparsityWeight);
        (response.Shaped, response.Besides) = _definition.SparsityInGoodness
            ? (goodness - reconstruction - activity, reconstruction)
            : (goodness - reconstruction, reconstruction.Add(activity));
        (part.Activations, part.Goodness, part.Judged) = (activations.detach(), goodness.detach(), response.Shaped.detach());
    }

    /// <summary>Goes back through the goodness and the gate, automatically, to the response before the gate.</summary>
    protected internal override Tensor PullBack(MicroBatch part, Tensor slope, LearningContext context, GradientAccumulation gradients)
    {
        var response = (Response)part.Kept!;
        using var recording = enable_grad();
        Tensor besides = response.Besides!.sum([0]).Divide(context.Labels.shape[0]);
        (response.Shaped! * slope).sum([0]).Add(besides).backward();
        gradients.AddLoss(besides.detach());
        return response.Raw.grad!;
    }

    /// <summary>Goes back through the prediction and the response, in closed form.</summary>
    protected internal override void GoBack(MicroBatch part, Tensor gradient, LearningContext context, GradientAccumulation gradients)
    {
        var response = (Response)part.Kept!;
        using var recordNothing = no_grad();
        Tensor raw = response.Raw.detach();
        Tensor ofDifference = response.Difference * response.Error.grad!.Multiply(2.0 / response.Difference.shape[1]).unsqueeze(1);
        Tensor delta = FusedKernels.RectifierGradient(gradient.Add(MatrixProducts.ToInput(ofDifference, _predictorWeight)), raw);
        gradients.Add(_weight, MatrixProducts.ToWeight(delta, response.Rows, WorkSpace.None));
        gradients.Add(_bias, delta.sum([0]));
        gradients.Add(_predictorWeight, MatrixProducts.ToWeight(ofDifference, raw, WorkSpace.None));
        gradients.Add(_predictorBias, ofDifference.sum([0]));
    }

    private Response Respond(Tensor input)
    {
        Tensor rows = NormaliseRows(input), raw = Rectify(rows);
        Tensor difference = MatrixProducts.Forward(raw, _predictorWeight, WorkSpace.None).AddInPlace(_predictorBias).sub_(rows);
        return new Response(rows, raw, difference, difference.Square().mean([1]));
    }

    private Tensor NormaliseRows(Tensor input) => _normalisation.Apply(input.flatten(1));

    private Tensor Rectify(Tensor normalised) => MatrixProducts.Forward(normalised, _weight, WorkSpace.None).AddInPlace(_bias).relu_();

    private Tensor Gate(Response response)
    {
        Tensor surprise = _definition.Gate == SurpriseGate.Fixed
            ? response.Error.Multiply(10).Subtract(5)
            : (response.Error - _errorMean) / _errorVariance.Add(Epsilon).sqrt();
        return response.Raw * surprise.sigmoid().SubtractFrom(1).Multiply(_definition.SurpriseScale).SubtractFrom(1).unsqueeze(1);
    }

    // The mean over the first batches, then a mean that fades.
    private void Follow(Tensor error)
    {
        using DisposeScope scope = NewDisposeScope();
        using var recordNothing = no_grad();
        _batches.AddInPlace(1);
        Tensor weight = _batches.AtMost(RememberedBatches).reciprocal();
        _errorMean.AddInPlace((error.mean() - _errorMean) * weight);
        _errorVariance.AddInPlace((error.std(unbiased: false).Square() - _errorVariance) * weight);
    }

    /// <summary>What the layer makes of some rows before the gate.</summary>
    /// <param name="rows">The normalised input, <c>[rows, inputs]</c>.</param>
    /// <param name="raw">The rectified activations, <c>[rows, units]</c>.</param>
    /// <param name="difference">The predicted input less the input, <c>[rows, inputs]</c>.</param>
    /// <param name="error">The mean square of the difference, <c>[rows]</c>.</param>
    private sealed class Response(Tensor rows, Tensor raw, Tensor difference, Tensor error)
    {
        public Tensor Rows => rows;

        public Tensor Raw => raw;

        public Tensor Difference => difference;

        public Tensor Error => error;

        /// <summary>The goodness less what is taken off it, <c>[rows]</c>; recorded.</summary>
        public Tensor? Shaped { get; set; }

        /// <summary>What is added to the loss, <c>[rows]</c>; recorded.</summary>
        public Tensor? Besides { get; set; }
    }
}
