using ForwardForward.Extensibility;
using TorchSharp;
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

    public override bool AsksOtherLayers => true;

    /// <summary>Adds λ · (mean (h* − h)² over the positives + the same over the negatives), with the target h* held fixed.</summary>
    protected internal override Tensor PullBack(MicroBatch part, Tensor slope, LearningContext context, GradientAccumulation gradients)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor gradient = Objective.PullBack(part.Activations, slope, gradients);
        Tensor hint = part.RowsOf(Hint(context)),
            sign = part.RowsOf(Halves.Sign(context.Labels, _feedback.dtype, context.Positives)).unsqueeze(1);
        Tensor feedback = hint.mm(_feedback.t());
        if (_definition.LearnFeedback)
            gradients.Add(_feedback, FeedbackGradient(part.Activations, feedback, hint, sign, context.Positives));

        // With as many negatives as positives, the two means together are the sum over all rows, divided by one half's elements.
        double perElement = _definition.Consolidation * 2 / (context.Labels.shape[0] * _definition.Units);
        Tensor target = part.Activations.Add((feedback * sign).Multiply(_definition.InferenceStrength)).relu_();
        Tensor distance = part.Activations - target;
        gradients.AddLoss(distance.Square().sum([0, 1]).Multiply(perElement));
        return gradient.Add(distance.Multiply(2 * perElement)).MoveToOuterDisposeScope();
    }

    private Tensor Hint(LearningContext context)
    {
        if (_isLast)
            return nn.functional.one_hot(context.Labels, _classes).to(_feedback.dtype);
        Tensor above = context.ActivationsAt(1) ?? throw new InvalidOperationException(
            $"{Name} takes its hint from the layer above, and the learning context knows none. Set LearningContext.ActivationsAt.");
        return above.flatten(1);
    }

    /// <summary>The feedback learns to tell the activations of positive rows from the hint, by least squares.</summary>
    private static Tensor FeedbackGradient(Tensor activations, Tensor feedback, Tensor hint, Tensor sign, long positives)
    {
        Tensor error = (feedback - activations) * sign.AtLeast(0);
        return error.t().mm(hint).Divide(positives);
    }

    private Tensor DrawFeedback(LayerContext context)
    {
        int units = _definition.Units;
        long hint = context.ShapeAbove?.Size() ?? context.Classes;
        return context.InitialValues.Create([units, hint], generator =>
        {
            Tensor projection = Orthogonal.Draw(units, units, FeedbackGain, generator);
            Tensor fromAbove = Orthogonal.Draw(units, hint, _isLast ? LabelGain : FeedbackGain, generator);
            return projection.mm(fromAbove);
        });
    }
}
