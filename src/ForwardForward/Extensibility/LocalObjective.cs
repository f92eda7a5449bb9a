using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>What a layer learns for: a loss on the goodness of the layer's own activations.</summary>
/// <remarks>
/// An objective belongs to one layer and sees that layer's activations and its <see cref="LearningContext"/>, so learning is local
/// whatever the loss. Implement <see cref="Measure"/> and <see cref="Loss"/> with differentiable operations, and the rest follows.
/// Override <see cref="Judge"/> and <see cref="PullBack"/> where you know the derivatives in closed form. The layer disposes its objective.
/// </remarks>
public abstract class LocalObjective : IDisposable
{
    /// <summary>Tensors of the objective that are learned with the layer, by name. The objective owns them.</summary>
    /// <value>By default none.</value>
    public virtual IReadOnlyList<NamedTensor> Parameters => [];

    /// <summary>
    /// Tensors that the objective keeps but does not learn by gradient, such as running means, by name; saved with the layer.
    /// The objective owns them.
    /// </summary>
    /// <value>By default none.</value>
    public virtual IReadOnlyList<NamedTensor> Buffers => [];

    /// <summary>
    /// Whether the objective may ask its context for what other layers make of the batch. Where nothing asks, a layer's activations are
    /// freed as soon as the next layer has learned from them.
    /// </summary>
    /// <value>By default true.</value>
    public virtual bool AsksOtherLayers => true;

    /// <summary>
    /// How many floating-point operations <see cref="Measure"/> takes for one row, in products alone: a multiplication and an addition are
    /// two. Null where nobody has said.
    /// </summary>
    /// <value>By default 0 for an objective that has neither parameters nor buffers, and null for others.</value>
    public virtual double? FloatingPointOperations => Parameters.Count + Buffers.Count == 0 ? 0 : null;

    /// <summary>Measures the goodness of activations, row by row.</summary>
    /// <param name="activations">Activations, <c>[rows, …]</c>.</param>
    /// <returns>Goodness, <c>[rows]</c>; of a class-wise objective <c>[rows, classes]</c>.</returns>
    public abstract Tensor Measure(Tensor activations);

    /// <summary>What a layer's goodness adds to the score of each class, where the goodness is one a class.</summary>
    /// <param name="goodness">What <see cref="Measure"/> gave, <c>[rows, classes]</c>.</param>
    /// <returns>Scores, <c>[rows, classes]</c>; by default the goodness itself.</returns>
    public virtual Tensor Score(Tensor goodness) => goodness;

    /// <summary>What the loss looks at, row by row, where that is not the goodness.</summary>
    /// <param name="activations">Activations, <c>[rows, …]</c>.</param>
    /// <param name="goodness">Their goodness, as <see cref="Measure"/> gave it.</param>
    /// <returns>A value or several for each row, <c>[rows, …]</c>; by default the goodness.</returns>
    public virtual Tensor Read(Tensor activations, Tensor goodness) => goodness;

    /// <summary>The loss of a batch.</summary>
    /// <param name="judged">What <see cref="Read"/> gave, of all rows of the batch, <c>[rows, …]</c>.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <returns>A scalar <c>[]</c>.</returns>
    public abstract Tensor Loss(Tensor judged, LearningContext context);

    /// <summary>Judges a batch: adds its loss to the step, and says how the loss changes with what was judged.</summary>
    /// <remarks>By default automatic differentiation of <see cref="Loss"/>.</remarks>
    /// <param name="judged">What <see cref="Read"/> gave, of all rows of the batch, <c>[rows, …]</c>.</param>
    /// <param name="context">The labels, and which rows are positive.</param>
    /// <param name="gradients">Takes the loss, and gradients of the objective's own parameters.</param>
    /// <returns>∂loss/∂judged, <c>[rows, …]</c>.</returns>
    public virtual Tensor Judge(Tensor judged, LearningContext context, GradientAccumulation gradients)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(gradients);
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = judged.detach().requires_grad_();
        gradients.Watch(Parameters);
        using var recording = enable_grad();
        Tensor loss = Contract.Scalar(Loss(leaf, context), leaf, this, nameof(Loss));
        loss.backward();
        gradients.AddLoss(loss.detach());
        return (leaf.grad ?? zeros_like(leaf)).MoveToOuterDisposeScope();
    }

    /// <summary>Goes back from what was judged to the activations.</summary>
    /// <remarks>By default automatic differentiation of <see cref="Measure"/> and <see cref="Read"/>.</remarks>
    /// <param name="activations">The activations of a micro-batch, <c>[rows, …]</c>, detached.</param>
    /// <param name="slope">∂loss/∂judged of its rows, <c>[rows, …]</c>.</param>
    /// <param name="gradients">Takes gradients of the objective's own parameters.</param>
    /// <returns>∂loss/∂activations, of the activations' shape.</returns>
    public virtual Tensor PullBack(Tensor activations, Tensor slope, GradientAccumulation gradients)
    {
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(gradients);
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = activations.detach().requires_grad_();
        gradients.Watch(Parameters);
        using var recording = enable_grad();
        Tensor judged = Read(leaf, Measure(leaf));
        if (judged.requires_grad)
            judged.backward([slope]);
        return (leaf.grad ?? zeros_like(leaf)).MoveToOuterDisposeScope();
    }

    /// <summary>The goodness, where the loss looks at it alone and it depends on the activations' squared lengths alone.</summary>
    internal virtual ILengthGoodness? LengthGoodness => null;

    /// <summary>As <see cref="Measure"/>, held to a row for each.</summary>
    internal Tensor MeasureChecked(Tensor activations) =>
        Contract.ARowForEach(Measure(activations), activations, this, nameof(Measure));

    /// <summary>As <see cref="Read"/>, held to a row for each.</summary>
    internal Tensor ReadChecked(Tensor activations, Tensor goodness) =>
        Contract.ARowForEach(Read(activations, goodness), activations, this, nameof(Read));

    /// <summary>As <see cref="Judge"/>, held to the form of what is judged.</summary>
    internal Tensor JudgeChecked(Tensor judged, LearningContext context, GradientAccumulation gradients) =>
        Contract.OfSameForm(Judge(judged, context, gradients), judged, this, nameof(Judge));

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the parameters, the buffers and what else the objective owns.</summary>
    /// <param name="disposing">True from <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        foreach (NamedTensor tensor in Parameters.Concat(Buffers))
            tensor.Value.Dispose();
    }
}
