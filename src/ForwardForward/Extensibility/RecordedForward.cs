using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>A forward pass that knows its way back to the layer's own parameters, and no further.</summary>
/// <param name="Activations">The activations, <c>[rows, …]</c>, detached.</param>
/// <param name="Backward">
/// From ∂loss/∂activations to the gradient of each parameter that the layer has added by itself, in that order and of its shape; those of its objective, the
/// last of <see cref="LocalLayer.Parameters"/>, come from the objective. Called at most once.
/// </param>
public readonly record struct RecordedForward(Tensor Activations, Func<Tensor, Tensor[]> Backward);
