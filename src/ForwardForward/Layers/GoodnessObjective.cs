using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Layers;

/// <summary>An objective that is a loss on the goodness of the layer's activations.</summary>
/// <remarks>
/// Implement <see cref="LocalObjective.Measure"/> and <see cref="Loss"/> with differentiable operations; <see cref="Differentiate(Tensor, LearningContext)"/> then
/// follows, and may be overridden where the derivative is known in closed form.
/// </remarks>
public abstract class GoodnessObjective : LocalObjective
{
    /// <summary>The loss of a batch's goodness.</summary>
    /// <param name="goodness">What <see cref="LocalObjective.Measure"/> gave.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <returns>A scalar.</returns>
    public abstract Tensor Loss(Tensor goodness, LearningContext context);

    /// <inheritdoc/>
    public override ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(activations);
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = activations.detach().requires_grad_();
        return Differentiate(leaf, () => Measure(leaf), context, gradient => gradient);
    }

    /// <summary>As <see cref="Differentiate(Tensor, LearningContext)"/>, where the way from ∂loss/∂goodness to ∂loss/∂activations is known.</summary>
    private protected ObjectiveStep DifferentiateGoodness(Tensor activations, LearningContext context, Func<Tensor, Tensor> toActivations)
    {
        Tensor leaf = Measure(activations).detach().requires_grad_();
        return Differentiate(leaf, () => leaf, context, toActivations);
    }

    private ObjectiveStep Differentiate(Tensor leaf, Func<Tensor> measure, LearningContext context, Func<Tensor, Tensor> toActivations)
    {
        Tensor[] parameters = [.. Parameters.Select(parameter => parameter.Value)];
        AutomaticGradient.Watch(parameters);
        using var recording = enable_grad();
        Tensor goodness = measure();
        Tensor loss = Loss(goodness, context);
        loss.backward();
        using var still = no_grad();
        return new ObjectiveStep(
            toActivations(leaf.grad ?? zeros_like(leaf)).MoveToOuterDisposeScope(),
            goodness.detach().MoveToOuterDisposeScope(),
            loss.detach().MoveToOuterDisposeScope(),
            [.. AutomaticGradient.Take(parameters).Select(gradient => gradient.MoveToOuterDisposeScope())]);
    }
}
