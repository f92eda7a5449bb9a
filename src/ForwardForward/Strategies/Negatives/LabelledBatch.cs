using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Images and the labels they are shown with, before any label is embedded.</summary>
/// <remarks>A view, not an owner: whoever made the tensors disposes them.</remarks>
/// <param name="Images">Pixels, <c>[batch, channels, height, width]</c>, float32.</param>
/// <param name="Labels">One class index an image, <c>[batch]</c>, int64.</param>
public readonly record struct LabelledBatch(Tensor Images, Tensor Labels);
