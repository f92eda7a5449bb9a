using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>An objective with one goodness a class, judged by a class-wise loss: no negatives, no label in the image.</summary>
/// <param name="loss">What the goodness of the classes should become.</param>
internal abstract class ClassObjective(IClassLoss loss) : LocalObjective
{
    public override bool AsksOtherLayers => false;

    public override Tensor Loss(Tensor judged, LearningContext context) => 
        Contract.Scalar(loss.Loss(judged, context.Labels), judged, loss, nameof(IClassLoss.Loss));

    public override Tensor Judge(Tensor judged, LearningContext context, GradientAccumulation gradients)
    {
        if (loss is not IDifferentiableClassLoss differentiable)
            return base.Judge(judged, context, gradients);
        (Tensor value, Tensor slope) = differentiable.Differentiate(judged, context.Labels);
        const string Member = nameof(IDifferentiableClassLoss.Differentiate);
        using (value)
            gradients.AddLoss(Contract.Scalar(value, judged, loss, Member));
        return Contract.OfSameForm(slope, judged, loss, Member);
    }
}
