using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The live form of <see cref="ProjectionOptions"/>: <c>projection [features, classes]</c>. With e = ∂L/∂g: ∂L/∂M = aᵀ · e, ∂L/∂a = e · Mᵀ.
/// </summary>
internal sealed class ProjectionObjective : GoodnessObjective
{
    private readonly ProjectionOptions _options;
    private readonly GridProjection _projection;

    public ProjectionObjective(ProjectionOptions options, IReadOnlyList<long> outputShape, LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _projection = new GridProjection(outputShape, options.Grid, context.Classes, context);
    }

    public override IReadOnlyList<NamedTensor> Parameters => [new("projection", _projection.Weights)];

    internal override bool LooksAround => false;

    public override Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor features = _projection.Read(activations);
        Tensor goodness = _options.CosineScale == 0
            ? features.mm(_projection.Weights)
            : nn.functional.normalize(features, dim: 1).mm(nn.functional.normalize(_projection.Weights, dim: 0)) * _options.CosineScale;
        return goodness.MoveToOuterDisposeScope();
    }

    public override Tensor Loss(Tensor goodness, LearningContext context) => Expect.Given(_options.Loss.Loss(goodness, context.Labels), _options.Loss);

    private protected override LossStep? DifferentiateInClosedForm(Tensor goodness, LearningContext context)
    {
        if (_options.Loss is not IDifferentiableClassLoss differentiable)
            return null;
        (Tensor value, Tensor slope) = differentiable.Differentiate(goodness, context.Labels);
        return new LossStep(slope, value, []);
    }

    /// <summary>Log-probabilities, so that the scores of several layers can be summed.</summary>
    public override Tensor Score(Tensor goodness) => goodness.log_softmax(1);

    public override ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        ObjectiveStep step = DifferentiateScores(activations, context);
        if (_options.SimilarityWeight == 0)
            return step;
        using DisposeScope scope = NewDisposeScope();
        (Tensor loss, Tensor gradient) = SimilarityMatching.Measure(activations, context.Labels, (int)_projection.Weights.shape[1]);
        double beta = _options.SimilarityWeight;
        return step with
        {
            Gradient = ((step.Gradient * (1 - beta)) + (gradient * beta)).MoveToOuterDisposeScope(),
            Loss = ((step.Loss * (1 - beta)) + (loss * beta)).MoveToOuterDisposeScope(),
            ParameterGradients = [.. step.ParameterGradients.Select(ofParameter => (ofParameter * (1 - beta)).MoveToOuterDisposeScope())],
        };
    }

    private ObjectiveStep DifferentiateScores(Tensor activations, LearningContext context)
    {
        if (_options.CosineScale != 0 || activations.ndim != 2)
            return base.Differentiate(activations, context);
        using DisposeScope scope = NewDisposeScope();
        Tensor? ofProjection = null;
        ObjectiveStep step = DifferentiateGoodness(activations, context, gradient =>
        {
            ofProjection = activations.t().mm(gradient);
            return gradient.mm(_projection.Weights.t());
        });
        return step with { ParameterGradients = [ofProjection!.MoveToOuterDisposeScope()] };
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _projection.Dispose();
    }
}
