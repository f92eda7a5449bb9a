using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward;

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
        Tensor hint = Hint(context), sign = Halves.Sign(hint, context.Positives).unsqueeze(1);
        Tensor consolidation = zeros([], device: input.device);
        // With as many negatives as positives, the two means together are the sum over all rows, divided by one half's elements.
        double perElement = _definition.Consolidation * 2 / (input.shape[0] * _definition.Units);

        LocalGradient learned = Differentiate(input, context, (activations, start) =>
        {
            long rows = activations.shape[0];
            Tensor feedback = hint.narrow(0, start, rows).mm(_feedback.t());
            Tensor distance = activations - (activations + (feedback * sign.narrow(0, start, rows) * _definition.InferenceStrength)).relu_();
            consolidation.add_(distance.square().sum([0, 1]) * perElement);
            return distance * (2 * perElement);
        });

        int own = learned.Gradients.Length - Objective.Parameters.Count;
        return new LocalGradient(
            learned.Step with { Loss = learned.Step.Loss + consolidation },
            [.. learned.Gradients[..own], .. FeedbackGradient(learned.Step.Activations, hint, context.Positives), .. learned.Gradients[own..]]);
    }

    /// <summary>The gradient of the objective, and of what else is asked of some rows' activations.</summary>
    private LocalGradient Differentiate(Tensor input, LearningContext context, Func<Tensor, long, Tensor> besides)
    {
        if (RowByRow is { } objective && !_definition.LearnFeedback)
            return objective.Differentiate(new RowPortions(input.shape[0], blocks: 1, (start, count) => Record(input.narrow(0, start, count), context)), context, besides);
        RecordedForward forward = Record(input, context);
        ObjectiveStep step = Objective.Differentiate(forward.Activations, context);
        Tensor[] gradients = forward.Backward(step.Gradient + besides(forward.Activations, 0));
        return new LocalGradient(new LayerStep(forward.Activations, step.Goodness, step.Loss), [.. gradients, .. step.ParameterGradients]);
    }

    private Tensor Hint(LearningContext context)
    {
        if (_isLast)
            return nn.functional.one_hot(context.Labels, _classes).to(_feedback.dtype);
        Tensor above = context.ActivationsAt(1) ?? throw new InvalidOperationException($"{Name} takes its hint from the layer above, and the learning context knows none. Set LearningContext.ActivationsAt.");
        return above.flatten(1);
    }

    private Tensor[] FeedbackGradient(Tensor activations, Tensor hint, long positives)
    {
        if (!_definition.LearnFeedback)
            return [];
        Tensor ofPositives = hint.narrow(0, 0, positives);
        Tensor error = ofPositives.mm(_feedback.t()) - activations.narrow(0, 0, positives);
        return [error.t().mm(ofPositives) / positives];
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
