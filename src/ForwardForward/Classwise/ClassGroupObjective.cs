using ForwardForward.Layers;
using ForwardForward.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Classwise;

/// <summary>Units or channels in equal groups, one a class, in the order of the classes: a class's goodness is what its group makes of a row.</summary>
/// <param name="kind">What of a group is measured.</param>
/// <param name="loss">What the goodness of the classes should become.</param>
/// <param name="classes">The number of classes; it divides the units or channels.</param>
internal sealed class ClassGroupObjective(GroupMeasure kind, IClassLoss loss, int classes) : GoodnessObjective
{
    internal override bool LooksAround => false;

    public override Tensor Measure(Tensor activations)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor groups = activations.reshape(activations.shape[0], classes, -1);
        return (kind == GroupMeasure.MeanSquare ? groups.square() : groups).mean([2]).MoveToOuterDisposeScope();
    }

    public override Tensor Loss(Tensor goodness, LearningContext context) => loss.Loss(goodness, context.Labels);

    public override ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        return DifferentiateGoodness(activations, context, gradient =>
        {
            // ∂g/∂a is 2a/n in the class's group of n, or 1/n, and 0 in the others.
            long size = activations.numel() / activations.shape[0] / classes;
            Tensor perElement = (gradient / size).unsqueeze(2).expand(gradient.shape[0], classes, size).reshape(activations.shape);
            return kind == GroupMeasure.MeanSquare ? perElement * activations * 2 : perElement;
        });
    }
}
