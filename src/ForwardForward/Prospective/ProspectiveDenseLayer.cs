using ForwardForward.Layers;
using ForwardForward.Modulation;
using static TorchSharp.torch;

namespace ForwardForward.Prospective;

/// <summary>The live form of <see cref="ProspectiveDenseLayerDefinition"/>: a dense layer with <c>feedback [units, hint]</c>.</summary>
internal sealed class ProspectiveDenseLayer : DenseLayer
{
    private const double FeedbackGain = 0.1;
    private const double LabelGain = 0.5;

    private readonly ProspectiveDenseLayerDefinition _definition;
    private readonly bool _isLast;
    private readonly int _classes;
    private readonly Tensor _feedback;

    public ProspectiveDenseLayer(ProspectiveDenseLayerDefinition definition, LayerContext context)
        : base(new DenseLayerDefinition(definition.Units), context, definition.Name)
    {
        _definition = definition;
        _isLast = context.ShapeAbove is null;
        _classes = context.Classes;
        Tensor feedback = DrawFeedback(context);
        _feedback = definition.LearnFeedback ? AddParameter("feedback", feedback) : AddBuffer("feedback", feedback);
    }

    internal override bool LooksAround => true;

    protected override LocalGradient Differentiate(Tensor input, LearningContext context)
    {
        RecordedForward forward = Record(input, context);
        Tensor activations = forward.Activations;
        ObjectiveStep objective = Objective.Differentiate(activations, context);

        Tensor hint = Hint(context);
        Tensor feedback = hint.mm(_feedback.t());
        Tensor sign = Halves.Sign(activations, context.Positives).unsqueeze(1);
        Tensor distance = activations - (activations + (feedback * sign * _definition.InferenceStrength)).relu_();
        // With as many negatives as positives, the two means together are the sum over all rows, divided by one half's elements.
        double perElement = _definition.Consolidation * 2 / activations.numel();
        Tensor consolidation = distance.square().sum([0, 1]) * perElement;
        Tensor[] own = forward.Backward(objective.Gradient + (distance * (2 * perElement)));
        return new LocalGradient(
            new LayerStep(activations, objective.Goodness, objective.Loss + consolidation),
            [.. own, .. FeedbackGradient(activations, feedback, hint, context.Positives), .. objective.ParameterGradients]);
    }

    private Tensor Hint(LearningContext context)
    {
        if (_isLast)
            return nn.functional.one_hot(context.Labels, _classes).to(_feedback.dtype);
        Tensor above = context.ActivationsAt(1) ?? throw new InvalidOperationException($"{Name} takes its hint from the layer above, and the learning context knows none. Set LearningContext.ActivationsAt.");
        return above.flatten(1);
    }

    private Tensor[] FeedbackGradient(Tensor activations, Tensor feedback, Tensor hint, long positives)
    {
        if (!_definition.LearnFeedback)
            return [];
        Tensor error = feedback.narrow(0, 0, positives) - activations.narrow(0, 0, positives);
        return [error.t().mm(hint.narrow(0, 0, positives)) / positives];
    }

    private Tensor DrawFeedback(LayerContext context)
    {
        int units = _definition.Units;
        long hint = context.ShapeAbove?.Aggregate(1L, (size, length) => size * length) ?? context.Classes;
        return context.InitialValues.Create([units, hint], () =>
        {
            Tensor projection = Orthogonal.Draw(units, units, FeedbackGain, context.Generator);
            Tensor fromAbove = Orthogonal.Draw(units, hint, _isLast ? LabelGain : FeedbackGain, context.Generator);
            return projection.mm(fromAbove);
        });
    }
}
