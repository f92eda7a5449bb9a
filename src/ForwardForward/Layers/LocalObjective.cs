using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Layers;

/// <summary>What a layer learns for: a goodness of its own activations, and a loss on that goodness.</summary>
/// <remarks>
/// An objective belongs to one layer and sees that layer's activations and its <see cref="LearningContext"/>, so learning is local whatever
/// the loss. Implement <see cref="Measure"/> and <see cref="Loss"/> with differentiable operations; <see cref="Differentiate(Tensor, LearningContext)"/> then
/// follows, and may be overridden where the derivative is known in closed form. The layer disposes it.
/// </remarks>
public abstract class LocalObjective : IDisposable
{
    /// <summary>Tensors of the loss that are learned with the layer, by name. Owned by the objective.</summary>
    /// <value>By default none.</value>
    public virtual IReadOnlyList<KeyValuePair<string, Tensor>> Parameters => [];

    /// <summary>Measures the goodness of activations.</summary>
    /// <param name="activations">Activations, <c>[rows, …]</c>.</param>
    /// <returns>Goodness, <c>[rows]</c>; of a class-wise objective <c>[rows, classes]</c>.</returns>
    public abstract Tensor Measure(Tensor activations);

    /// <summary>What a layer's goodness adds to the score of each class, where the goodness is one a class.</summary>
    /// <param name="goodness">What <see cref="Measure"/> gave, <c>[rows, classes]</c>.</param>
    /// <returns>Scores, <c>[rows, classes]</c>; by default the goodness itself.</returns>
    public virtual Tensor Score(Tensor goodness) => goodness;

    /// <summary>The loss of a batch's goodness.</summary>
    /// <param name="goodness">What <see cref="Measure"/> gave.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <returns>A scalar.</returns>
    public abstract Tensor Loss(Tensor goodness, LearningContext context);

    /// <summary>The loss, and its gradient with respect to the activations and to the objective's own parameters.</summary>
    /// <param name="activations">Activations, <c>[rows, …]</c>, detached.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <returns>Gradients, goodness and loss; the caller disposes them.</returns>
    public virtual ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = activations.detach().requires_grad_();
        return Differentiate(leaf, () => Measure(leaf), context, gradient => gradient);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
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

    /// <summary>Disposes the parameters and what else the objective owns.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
