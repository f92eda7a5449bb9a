using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>What the way back from activations leaves for the parameters that made them.</summary>
/// <param name="Delta">∂loss/∂product, summed over the labels that an image shows, <c>[n, units]</c>.</param>
/// <param name="OfBias">Its sum over all rows, <c>[units]</c>.</param>
/// <param name="OfColumns">What of it falls to each label's column of the weight, <c>[classes, units]</c>; null without labels.</param>
internal readonly record struct RowGradients(Tensor Delta, Tensor OfBias, Tensor? OfColumns);
