using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>A layer's response to a batch, and which way its parameters should move.</summary>
/// <param name="Step">Activations, goodness and loss, detached.</param>
/// <param name="Gradients">The gradient of each tensor of <see cref="LocalLayer.Parameters"/>, in their order, of its shape, type and device; how it lies in memory is free.</param>
public readonly record struct LocalGradient(LayerStep Step, Tensor[] Gradients);
