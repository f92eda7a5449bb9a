using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>
/// Labels that are overlaid on images, as a matrix product reads them: W · row = W · image + value · column of the label.
/// </summary>
/// <param name="Labels">The label of each row, <c>[blocks × n]</c>, int64, contiguous.</param>
/// <param name="Values">What the label's pixel of each image holds, <c>[n, 1]</c>.</param>
/// <param name="Columns">The weight's columns that read the labels' pixels, a row a class, <c>[classes, units]</c>, contiguous.</param>
internal sealed record LabelColumns(Tensor Labels, Tensor Values, Tensor Columns);
