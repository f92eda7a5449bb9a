using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>How much the layers look at the label.</content>
public sealed partial class FFNetwork
{
    /// <summary>
    /// Measures how much of each layer's variance comes from the label alone. It is the variance over the labels shown on one image,
    /// averaged over the images, as a fraction of the variance over images and labels. Both are summed over the layer's units.
    /// </summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, at least 2; every label is shown on each.</param>
    /// <param name="options">Progress and cancellation; null for none.</param>
    /// <returns>
    /// One number for each layer: 0 if the label changes nothing, 1 if nothing else does. It is 0 for layers that never respond, and for
    /// networks that learn from plain images.
    /// </returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public IReadOnlyList<double> MeasureLabelSensitivity(Tensor images, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        ArgumentNullException.ThrowIfNull(images);
        using Lifetime.Use held = Lifetime.Enter(), heldImages = Lifetime.EnterOwnerOf(images);
        CheckImages(images);
        int layers = Layers.Count;
        if (ReadsPlainImages)
            return new double[layers];

        using DisposeScope scope = NewDisposeScope();
        double[] withinImages = new double[layers];
        Tensor?[] sums = new Tensor?[layers], squares = new Tensor?[layers];
        long done = 0;
        ForEachMicroBatch(images, part =>
        {
            options.Cancellation.ThrowIfCancellationRequested();
            using DisposeScope partScope = NewDisposeScope();
            List<Tensor>[] responses = [.. Enumerable.Range(0, Definition.Classes).Select(label => ForwardShowing(part, label))];
            for (int layer = 0; layer < layers; layer++)
            {
                Tensor activations = stack([.. responses.Select(response => response[layer].flatten(1))], 0).to(float64);
                withinImages[layer] += (activations - activations.mean([0])).Square().mean([0]).sum([0, 1]).item<double>();
                sums[layer] = Add(sums[layer], activations.mean([0]).sum([0]));
                squares[layer] = Add(squares[layer], activations.Square().mean([0]).sum([0]));
            }
            options.Progress?.Report((double)(done += part.shape[0]) / images.shape[0]);
        });
        return
        [
            .. withinImages.Select((within, layer) => within == 0 ? 0 : within / Total(sums[layer]!, squares[layer]!, images.shape[0])),
        ];

        static double Total(Tensor sum, Tensor square, long count) => (square - sum.Square().Divide(count)).sum([0]).item<double>();

        static Tensor Add(Tensor? sum, Tensor addend) => (sum is null ? addend : sum.Add(addend)).MoveToOuterDisposeScope();
    }
}
