using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Measures how much of a layer's activity is about the label shown: <c>network.MeasureLabelSensitivity(…)</c>.</summary>
public static class LabelSensitivity
{
    /// <summary>
    /// The part of each layer's variance that changing the label alone brings about: the variance over the labels shown on one image, averaged over the images, as a
    /// fraction of the variance over images and labels, both summed over the layer's units.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, at least 2; every label is shown on each.</param>
    /// <param name="cancellationToken">Stops between two portions of images.</param>
    /// <returns>
    /// One number a layer, from 0, where the label changes nothing, to 1, where nothing else does. 0 for layers that never respond, and for networks that
    /// learn from plain images.
    /// </returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="OperationCanceledException">The measurement was cancelled.</exception>
    public static IReadOnlyList<double> MeasureLabelSensitivity(this FFNetwork network, Tensor images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        int layers = network.Layers.Count, classes = network.Definition.Classes;
        network.CheckImages(images);
        if (network.ReadsPlainImages)
            return new double[layers];

        using DisposeScope scope = NewDisposeScope();
        double[] byLabel = new double[layers];
        Tensor?[] sums = new Tensor?[layers], squares = new Tensor?[layers];
        network.ForEachChunk(images, chunk =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope ofChunk = NewDisposeScope();
            List<Tensor>[] shown = [.. Enumerable.Range(0, classes).Select(label => network.ForwardShowing(chunk, label))];
            for (int layer = 0; layer < layers; layer++)
            {
                Tensor activations = stack([.. shown.Select(ofLabel => ofLabel[layer].flatten(1))], 0).to(float64);
                byLabel[layer] += (activations - activations.mean([0])).square().mean([0]).sum([0, 1]).item<double>();
                sums[layer] = Add(sums[layer], activations.mean([0]).sum([0]));
                squares[layer] = Add(squares[layer], activations.square().mean([0]).sum([0]));
            }
        });
        return [.. byLabel.Select((within, layer) => within == 0 ? 0 : within / Total(sums[layer]!, squares[layer]!))];

        double Total(Tensor sum, Tensor square) => (square - (sum.square() / images.shape[0])).sum([0]).item<double>();

        Tensor Add(Tensor? sum, Tensor addend) => (sum is null ? addend : sum + addend).MoveToOuterDisposeScope();
    }
}
