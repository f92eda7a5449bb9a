using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>What a local objective says of a layer's activations.</summary>
/// <param name="Gradient">∂loss/∂activations, of the activations' shape.</param>
/// <param name="Goodness">The goodness of each row, <c>[rows]</c>, detached.</param>
/// <param name="Loss">The loss, a scalar, detached.</param>
/// <param name="ParameterGradients">The gradient of each tensor of <see cref="LocalObjective.Parameters"/>, in their order.</param>
public readonly record struct ObjectiveStep(Tensor Gradient, Tensor Goodness, Tensor Loss, Tensor[] ParameterGradients);
