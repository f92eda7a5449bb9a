using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>What a modulation may look at besides the goodness.</summary>
/// <remarks>
/// The functions carry forward traffic only: what they give is detached, was computed before any layer learned from this batch, is
/// computed only where asked for, and belongs to the caller of the training step. A test of a modulation sets what it needs.
/// </remarks>
public class ModulationContext
{
    /// <summary>The label shown with each row, <c>[rows]</c>, int64.</summary>
    public required Tensor Labels { get; init; }

    /// <summary>How many rows, from the first on, are positive; the rest are their negatives, in the same order.</summary>
    public required long Positives { get; init; }

    /// <summary>The true class of each row's positive, <c>[rows]</c>, int64: a negative row has that of its partner.</summary>
    /// <value>The default is <see cref="Labels"/>.</value>
    public Tensor TrueLabels { get => field ?? Labels; init; }

    /// <summary>The activations of the layer so many places up, <c>[rows, …]</c>: 1 is the next, −1 the one before, 0 this one; null beyond the ends.</summary>
    /// <value>The default knows no layer: it gives null.</value>
    public Func<int, Tensor?> ActivationsAt { get; init; } = _ => null;

    /// <summary>The goodness of the layer so many places up, <c>[rows]</c>; null beyond the ends.</summary>
    /// <value>The default knows no layer: it gives null.</value>
    public Func<int, Tensor?> GoodnessAt { get; init; } = _ => null;

    /// <summary>The probability of every class by the softmax head, <c>[rows, classes]</c>; a head that reads unlabelled images gives a negative row the probabilities of its partner.</summary>
    /// <value>The default knows no head: it throws an <see cref="InvalidOperationException"/>.</value>
    public Func<Tensor> ClassProbabilities { get; init; } = () =>
        throw new InvalidOperationException("The network has no softmax head to read class probabilities from. Add one with WithSoftmaxHead(), or state it as IModulation.RequiredHead.");
}
