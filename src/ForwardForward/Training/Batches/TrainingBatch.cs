using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>One batch as the first layer takes it: positive rows first, then their negatives.</summary>
/// <param name="Input">Images with their labels embedded, <c>[rows, channels, height, width]</c>; null where <paramref name="Overlaid"/> gives them.</param>
/// <param name="Overlaid">The images apart from their labels, where both halves show the same ones and the first layer can learn from that; else null.</param>
/// <param name="Labels">The label embedded in each row, <c>[rows]</c>.</param>
/// <param name="TrueLabels">The true class of each row's positive, <c>[rows]</c>.</param>
/// <param name="Images">The positives' images without a label, <c>[positives, channels, height, width]</c>.</param>
internal readonly record struct TrainingBatch(Tensor? Input, OverlaidImages? Overlaid, Tensor Labels, Tensor TrueLabels, Tensor Images)
{
    public long Positives => Images.shape[0];
}
