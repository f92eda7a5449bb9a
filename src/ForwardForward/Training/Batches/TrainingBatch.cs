using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>One batch as the first layer takes it: positive rows first, then their negatives.</summary>
/// <param name="input">The rows.</param>
/// <param name="labels">The label embedded in each row, <c>[rows]</c>.</param>
/// <param name="trueLabels">The true class of each row's positive, <c>[rows]</c>.</param>
/// <param name="images">The positives' images without a label, <c>[positives, channels, height, width]</c>.</param>
/// <param name="space">Where the images may lie.</param>
internal sealed class TrainingBatch(LayerInput input, Tensor labels, Tensor trueLabels, Tensor images, WorkSpace space) : IDisposable
{
    public LayerInput Input => input;

    public Tensor Labels => labels;

    public Tensor TrueLabels => trueLabels;

    public Tensor Images => images;

    public long Positives => images.shape[0];

    public void Dispose()
    {
        input.Dispose();
        labels.Dispose();
        trueLabels.Dispose();
        space.Free(images);
    }
}
