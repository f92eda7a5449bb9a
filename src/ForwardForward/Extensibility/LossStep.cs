using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>What a loss says of what it was computed from.</summary>
/// <param name="Slope">∂loss/∂that, of its shape.</param>
/// <param name="Loss">The loss, a scalar, detached.</param>
/// <param name="ParameterGradients">The gradient of each tensor of <see cref="LocalObjective.Parameters"/>, in their order.</param>
internal readonly record struct LossStep(Tensor Slope, Tensor Loss, Tensor[] ParameterGradients);
