using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Layers;

/// <summary>What a layer learns for: a goodness of its own activations, and a loss on that goodness.</summary>
/// <remarks>
/// An objective sees one layer's activations and nothing else, so learning is local whatever the loss. Implement
/// <see cref="Measure"/> and <see cref="Loss"/> with differentiable operations; <see cref="Differentiate"/> then follows, and may be
/// overridden where the derivative is known in closed form.
/// </remarks>
public abstract class LocalObjective
{
    /// <summary>Measures the goodness of activations.</summary>
    /// <param name="activations">Activations, <c>[rows, …]</c>.</param>
    /// <returns>Goodness, <c>[rows]</c>.</returns>
    public abstract Tensor Measure(Tensor activations);

    /// <summary>The loss of a batch's goodness.</summary>
    /// <param name="goodness">What <see cref="Measure"/> gave.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <returns>A scalar.</returns>
    public abstract Tensor Loss(Tensor goodness, LearningContext context);

    /// <summary>The loss, and its gradient with respect to the activations.</summary>
    /// <param name="activations">Activations, <c>[rows, …]</c>, detached.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <returns>Gradient, goodness and loss; the caller disposes them.</returns>
    public virtual ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        using DisposeScope scope = NewDisposeScope();
        using var recording = enable_grad();
        Tensor leaf = activations.detach().requires_grad_();
        Tensor goodness = Measure(leaf);
        Tensor loss = Loss(goodness, context);
        loss.backward();
        return new ObjectiveStep(
            leaf.grad!.MoveToOuterDisposeScope(),
            goodness.detach().MoveToOuterDisposeScope(),
            loss.detach().MoveToOuterDisposeScope());
    }
}
