using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>What a layer is handed, besides its input, to learn from one batch. A layer never reaches into the network.</summary>
public sealed class LearningContext : ModulationContext
{
    /// <summary>How much of this layer's training is done, from 0 to 1: the learning rate's decay follows it.</summary>
    public required double Progress { get; init; }

    /// <summary>What other layers add to the goodness of each row before the loss, <c>[rows]</c>, detached.</summary>
    /// <value>The default is null: nothing.</value>
    public Tensor? Contribution { get; init; }

    /// <summary>
    /// Whether the activations of the step are looked at afterwards. Where not, <see cref="LearningStep.Activations"/> is null.
    /// </summary>
    /// <value>The default is true.</value>
    public bool NeedsActivations { get; init; } = true;

    /// <summary>Memory that steps hand on to each other; null for a step that stands alone.</summary>
    internal WorkSpace WorkSpace { get; init; } = WorkSpace.None;

    /// <summary>The source of randomness for dropout, on the CPU.</summary>
    /// <value>The default is null: a layer that needs one then throws an <see cref="InvalidOperationException"/>.</value>
    public Generator? Generator { get; init; }
}
