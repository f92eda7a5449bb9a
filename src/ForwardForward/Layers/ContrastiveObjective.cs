using ForwardForward.Goodness;
using ForwardForward.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Layers;

/// <summary>Forward-Forward's objective: high goodness for positive rows, low goodness for negative rows.</summary>
/// <remarks>
/// With an <see cref="IDifferentiableGoodness"/> the gradient is ∂loss/∂g · ∂g/∂a, and only the loss of the <c>[rows]</c> goodness
/// values is differentiated automatically; any other goodness is differentiated as a whole. The results agree but for rounding.
/// </remarks>
/// <param name="goodness">How strongly the layer responds to a row.</param>
/// <param name="loss">What the two halves' goodness should become.</param>
public sealed class ContrastiveObjective(IGoodness goodness, IContrastiveLoss loss) : LocalObjective
{
    /// <inheritdoc/>
    public override Tensor Measure(Tensor activations) => goodness.Measure(activations);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor goodness, LearningContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Tensor positive = goodness.narrow(0, 0, context.Positives);
        using Tensor negative = goodness.narrow(0, context.Positives, goodness.shape[0] - context.Positives);
        return loss.Loss(positive, negative);
    }

    /// <inheritdoc/>
    public override ObjectiveStep Differentiate(Tensor activations, LearningContext context)
    {
        if (goodness is not IDifferentiableGoodness differentiable)
            return base.Differentiate(activations, context);

        using DisposeScope scope = NewDisposeScope();
        Tensor measured = goodness.Measure(activations).detach().requires_grad_();
        using var recording = enable_grad();
        Tensor value = Loss(measured, context);
        value.backward();
        using var still = no_grad();
        Tensor slope = differentiable.Derivative(activations);
        Tensor perRow = measured.grad!.view([measured.shape[0], .. Enumerable.Repeat(1L, (int)activations.ndim - 1)]);
        return new ObjectiveStep(
            (slope * perRow).MoveToOuterDisposeScope(), // Not in place: a derivative may be the activations themselves.
            measured.detach().MoveToOuterDisposeScope(),
            value.detach().MoveToOuterDisposeScope());
    }
}
