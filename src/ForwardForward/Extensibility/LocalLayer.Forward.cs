using System.Runtime.InteropServices;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <content>What a layer makes of its input, and what that says.</content>
public abstract partial class LocalLayer
{
    /// <summary>Normalise, transform, activate.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>, as the layer before gave it.</param>
    /// <returns>Activations, <c>[rows, …]</c>.</returns>
    public abstract Tensor Forward(Tensor input);

    /// <summary>
    /// As <see cref="Forward(Tensor)"/>, of images with the labels that they show; a layer that does better with both apart overrides it.
    /// </summary>
    /// <param name="input">The layer's input.</param>
    /// <returns>Activations, <c>[rows, …]</c>.</returns>
    public virtual Tensor Forward(LayerInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            return Forward(input.Rows);
        }
        catch (ExternalException cause)
        {
            throw Explain(cause, input.Samples);
        }
    }

    /// <summary>The activations before any gate scales them: what dead units are counted on.</summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>.</param>
    /// <returns>Activations, <c>[rows, …]</c>; those of <see cref="Forward(Tensor)"/> for a layer without a gate.</returns>
    public virtual Tensor ForwardUngated(Tensor input) => Forward(input);

    /// <summary>
    /// How many floating-point operations <see cref="Forward(Tensor)"/> takes for one row, in products and convolutions alone: a
    /// multiplication and an addition are two. Null where nobody has said; a summary of the network then has no number for the layer.
    /// </summary>
    /// <value>By default 0 for a layer that adds neither a parameter nor a buffer, such as one that pools, and null for others.</value>
    public virtual double? FloatingPointOperations => _parameters.Count + _buffers.Count == 0 ? 0 : null;

    /// <summary>
    /// What <see cref="Forward(Tensor)"/> computes while the layer learns, where that differs: dropout, statistics of the batch.
    /// </summary>
    /// <param name="input">The layer's input, <c>[rows, …]</c>.</param>
    /// <param name="context">Which rows are positive, and the generator for dropout.</param>
    /// <returns>Activations, <c>[rows, …]</c>, made of differentiable operations on the input and the parameters.</returns>
    protected internal virtual Tensor ForwardWhileLearning(Tensor input, LearningContext context) => Forward(input);

    /// <summary>Measures the goodness of this layer's activations.</summary>
    /// <param name="activations">What <see cref="Forward(Tensor)"/> gave, <c>[rows, …]</c>.</param>
    /// <returns>Goodness, <c>[rows]</c>; of a class-wise layer <c>[rows, classes]</c>.</returns>
    public Tensor Measure(Tensor activations)
    {
        using Lifetime.Use held = Lifetime.Enter();
        try
        {
            return Objective.MeasureChecked(Expect.Rows(activations));
        }
        catch (ExternalException cause)
        {
            throw Explain(cause, activations);
        }
    }

    /// <summary>What this layer says for each class, where its goodness is one a class.</summary>
    /// <param name="activations">What <see cref="Forward(Tensor)"/> gave, <c>[rows, …]</c>.</param>
    /// <returns>Scores, <c>[rows, classes]</c>.</returns>
    public Tensor Score(Tensor activations)
    {
        using Lifetime.Use held = Lifetime.Enter();
        using DisposeScope scope = NewDisposeScope();
        return Objective.Score(Measure(activations)).MoveToOuterDisposeScope();
    }
}
