using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>An objective with one goodness a class, judged by a class-wise loss: no negatives, no label in the image.</summary>
/// <param name="loss">What the goodness of the classes should become.</param>
internal abstract class ClassObjective(IClassLoss loss) : LocalObjective
{
    public override bool AsksOtherLayers => false;

    public override Tensor Loss(Tensor judged, LearningContext context) => loss.LossChecked(judged, context.Labels);

    public override Tensor Judge(Tensor judged, LearningContext context, GradientAccumulation gradients)
    {
        if (loss is not IDifferentiableClassLoss differentiable)
            return base.Judge(judged, context, gradients);
        (Tensor value, Tensor slope) = differentiable.DifferentiateChecked(judged, context.Labels);
        using (value)
            gradients.AddLoss(value);
        return slope;
    }
}
