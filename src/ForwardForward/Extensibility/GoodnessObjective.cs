using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>An objective that is a loss on the goodness of the layer's activations.</summary>
/// <remarks>
/// Implement <see cref="LocalObjective.Measure"/> and <see cref="Loss"/> with differentiable operations; <see cref="Differentiate(Tensor, LearningContext)"/> then
/// follows, and may be overridden where the derivative is known in closed form.
/// </remarks>
public abstract class GoodnessObjective : LocalObjective
{
    /// <summary>The loss of a batch's goodness.</summary>
    /// <param name="goodness">What <see cref="LocalObjective.Measure"/> gave: <c>[rows]</c>, or <c>[rows, classes]</c>.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <returns>A scalar.</returns>
    public abstract Tensor Loss(Tensor goodness, LearningContext context);

    /// <inheritdoc/>
    public override ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(activations);
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = activations.detach().requires_grad_();
        (Tensor goodness, LossStep step) = Differentiate(leaf, () => Measure(leaf), context);
        return new ObjectiveStep(
            step.Slope.MoveToOuterDisposeScope(), goodness.MoveToOuterDisposeScope(), step.Loss.MoveToOuterDisposeScope(), [.. step.ParameterGradients.Select(gradient => gradient.MoveToOuterDisposeScope())]);
    }

    /// <summary>As <see cref="DifferentiateLoss"/> gives it, where the loss states its derivative and the objective has no parameters in between; else null.</summary>
    private protected virtual LossStep? DifferentiateInClosedForm(Tensor goodness, LearningContext context) => null;

    /// <summary>The loss of a goodness, and how it changes with the goodness and with the objective's own parameters.</summary>
    internal LossStep DifferentiateLoss(Tensor goodness, LearningContext context)
    {
        if (DifferentiateInClosedForm(goodness, context) is { } known)
            return known;
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = goodness.detach().requires_grad_();
        LossStep step = Differentiate(leaf, () => leaf, context).Step;
        return new LossStep(step.Slope.MoveToOuterDisposeScope(), step.Loss.MoveToOuterDisposeScope(), [.. step.ParameterGradients.Select(gradient => gradient.MoveToOuterDisposeScope())]);
    }

    /// <summary>
    /// As <see cref="Differentiate(Tensor, LearningContext)"/>, where the way from ∂loss/∂goodness to ∂loss/∂activations is known. The results are moved out of the
    /// scope of the caller, which disposes the rest.
    /// </summary>
    private protected ObjectiveStep DifferentiateGoodness(Tensor activations, LearningContext context, Func<Tensor, Tensor> toActivations)
    {
        Tensor goodness = Measure(activations);
        LossStep step = DifferentiateLoss(goodness, context);
        return new ObjectiveStep(
            toActivations(step.Slope).MoveToOuterDisposeScope(), goodness.MoveToOuterDisposeScope(), step.Loss.MoveToOuterDisposeScope(), [.. step.ParameterGradients.Select(gradient => gradient.MoveToOuterDisposeScope())]);
    }

    private (Tensor Goodness, LossStep Step) Differentiate(Tensor leaf, Func<Tensor> measure, LearningContext context)
    {
        Tensor[] parameters = [.. Parameters.Select(parameter => parameter.Value)];
        AutomaticGradient.Watch(parameters);
        using var recording = enable_grad();
        Tensor goodness = measure();
        Tensor loss = Loss(goodness, context);
        loss.backward();
        return (goodness.detach(), new LossStep(leaf.grad ?? zeros_like(leaf), loss.detach(), AutomaticGradient.Take(parameters)));
    }
}
