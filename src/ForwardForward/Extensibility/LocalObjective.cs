using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>What a layer learns for: something to be minimised that looks at the layer's own activations.</summary>
/// <remarks>
/// An objective belongs to one layer and sees that layer's activations and its <see cref="LearningContext"/>, so learning is local whatever
/// the loss. <see cref="GoodnessObjective"/> is the usual base: a loss on a goodness, differentiated automatically. The layer disposes it.
/// </remarks>
public abstract class LocalObjective : IDisposable
{
    /// <summary>Tensors of the objective that are learned with the layer, by name. Owned by the objective.</summary>
    /// <value>By default none.</value>
    public virtual IReadOnlyList<NamedTensor> Parameters => [];

    /// <summary>Tensors that the objective keeps but does not learn by gradient, such as running means, by name; saved with the layer. Owned by the objective.</summary>
    /// <value>By default none.</value>
    public virtual IReadOnlyList<NamedTensor> Buffers => [];

    /// <summary>Measures the goodness of activations.</summary>
    /// <param name="activations">Activations, <c>[rows, …]</c>.</param>
    /// <returns>Goodness, <c>[rows]</c>; of a class-wise objective <c>[rows, classes]</c>.</returns>
    public abstract Tensor Measure(Tensor activations);

    /// <summary>What a layer's goodness adds to the score of each class, where the goodness is one a class.</summary>
    /// <param name="goodness">What <see cref="Measure"/> gave, <c>[rows, classes]</c>.</param>
    /// <returns>Scores, <c>[rows, classes]</c>; by default the goodness itself.</returns>
    public virtual Tensor Score(Tensor goodness) => goodness;

    /// <summary>The loss, and its gradient with respect to the activations and to the objective's own parameters.</summary>
    /// <param name="activations">Activations, <c>[rows, …]</c>, detached.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <returns>Gradients, goodness and loss; the caller disposes them.</returns>
    public abstract ObjectiveStep Differentiate(Tensor activations, LearningContext context);

    /// <summary>Whether the objective may ask its context for what other layers make of the batch.</summary>
    internal virtual bool LooksAround => true;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the parameters and what else the objective owns.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
