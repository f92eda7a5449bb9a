using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>
/// What one learning step of a layer leaves, all of it from before the update and detached: no gradient can leave the layer.
/// </summary>
/// <remarks>The caller disposes it.</remarks>
public sealed class LearningStep : IDisposable
{
    internal LearningStep(Tensor? activations, Tensor goodness, Tensor loss)
    {
        Activations = activations;
        Goodness = goodness;
        Loss = loss;
    }

    /// <summary>
    /// The activations, <c>[rows, …]</c>: the next layer's input. Null where <see cref="LearningContext.NeedsActivations"/> is false.
    /// </summary>
    public Tensor? Activations { get; }

    /// <summary>The goodness of each row, <c>[rows]</c>; of a class-wise layer <c>[rows, classes]</c>.</summary>
    public Tensor Goodness { get; }

    /// <summary>The local loss, a scalar <c>[]</c>.</summary>
    public Tensor Loss { get; }

    /// <summary>Disposes the three tensors.</summary>
    public void Dispose()
    {
        Activations?.Dispose();
        Goodness.Dispose();
        Loss.Dispose();
    }
}
