using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>What one local learning step leaves: all of it detached, so that no gradient can leave the layer.</summary>
/// <param name="Activations">The activations before the update, <c>[rows, …]</c>: the next layer's input.</param>
/// <param name="Goodness">The goodness of each row before the update, <c>[rows]</c>.</param>
/// <param name="Loss">The local loss before the update, a scalar.</param>
public readonly record struct LayerStep(Tensor Activations, Tensor Goodness, Tensor Loss);
