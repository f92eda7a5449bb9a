using static TorchSharp.torch;

namespace ForwardForward.Training;

/// <summary>One batch as the first layer takes it: positive rows first, then their negatives.</summary>
/// <param name="Input">Images with their labels embedded, <c>[rows, channels, height, width]</c>.</param>
/// <param name="Labels">The label embedded in each row, <c>[rows]</c>.</param>
/// <param name="TrueLabels">The true class of each row's positive, <c>[rows]</c>.</param>
/// <param name="Images">The positives' images without a label, <c>[positives, channels, height, width]</c>.</param>
internal readonly record struct TrainingBatch(Tensor Input, Tensor Labels, Tensor TrueLabels, Tensor Images)
{
    public long Positives => Images.shape[0];
}
