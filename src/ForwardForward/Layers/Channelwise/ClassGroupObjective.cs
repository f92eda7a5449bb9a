using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

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
        Tensor measured = kind == GroupMeasure.MeanSquare ? activations.square() : activations;
        Tensor perChannel = measured.ndim == 4 ? measured.mean([2, 3]) : measured;
        return perChannel.view(activations.shape[0], classes, -1).mean([2]).MoveToOuterDisposeScope();
    }

    public override Tensor Loss(Tensor goodness, LearningContext context) => Expect.Given(loss.Loss(goodness, context.Labels), loss);

    private protected override LossStep? DifferentiateInClosedForm(Tensor goodness, LearningContext context)
    {
        if (loss is not IDifferentiableClassLoss differentiable)
            return null;
        (Tensor value, Tensor slope) = differentiable.Differentiate(goodness, context.Labels);
        return new LossStep(slope, value, []);
    }

    public override ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        return DifferentiateGoodness(activations, context, gradient =>
        {
            // ∂g/∂a is 2a/n in the class's group of n, or 1/n, and 0 in the others.
            long size = activations.numel() / activations.shape[0] / classes;
            Tensor perChannel = (gradient / size).repeat_interleave(activations.shape[1] / classes, 1);
            Tensor perElement = activations.ndim == 4 ? perChannel.unsqueeze(2).unsqueeze(3) : perChannel;
            return kind == GroupMeasure.MeanSquare ? activations * (perElement * 2) : zeros_like(activations).add_(perElement);
        });
    }
}
