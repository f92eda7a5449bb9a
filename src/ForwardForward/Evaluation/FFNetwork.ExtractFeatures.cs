using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <content>Features for probes and transfer.</content>
public sealed partial class FFNetwork
{
    /// <summary>Reads what the layers make of images: the features for probes and transfer.</summary>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32 or bytes (read as value / 255), on any device.</param>
    /// <param name="options">What is read; null for every layer's activations of images with the neutral label.</param>
    /// <returns>
    /// The activations of the layers side by side, <c>[n, features]</c>, on the network's device. Computed in micro-batches: no more of the
    /// network than the features is kept.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The images do not have the network's input shape, or the options ask for what the network does not have.
    /// </exception>
    /// <exception cref="OperationCanceledException"><see cref="FeatureOptions.Cancellation"/> was cancelled.</exception>
    public Tensor ExtractFeatures(Tensor images, FeatureOptions? options = null)
    {
        options ??= new FeatureOptions();
        CheckFeatures(options);
        CheckImages(images);
        long done = 0;
        return MapMicroBatches(images, part =>
        {
            options.Cancellation.ThrowIfCancellationRequested();
            Tensor features = cat([.. Respond(part, options.Label).Take(options.Layers).Select(layer => Pool(layer, options))], 1);
            options.Progress?.Report((double)(done += part.shape[0]) / images.shape[0]);
            return features;
        });
    }

    private List<Tensor> Respond(Tensor images, ShownLabel label)
    {
        if (ReadsPlainImages || label == ShownLabel.Absent)
            return Forward(WithoutLabel(images));
        if (label == ShownLabel.Neutral)
            return ForwardNeutral(images);
        if (label.Label is { } shown)
            return ForwardShowing(images, shown);
        List<Tensor> sums = ForwardShowing(images, 0);
        for (int other = 1; other < Definition.Classes; other++)
            sums = [.. sums.Zip(ForwardShowing(images, other), (sum, activations) => sum.Add(activations))];
        return [.. sums.Select(sum => sum.Divide(Definition.Classes))];
    }

    private static Tensor Pool(Tensor activations, FeatureOptions options) => activations.ndim != 4 || options.Grids.IsEmpty
        ? activations.flatten(1)
        : cat([.. options.Grids.Select(side => nn.functional.adaptive_avg_pool2d(activations, side).flatten(1))], 1);

    private void CheckFeatures(FeatureOptions options)
    {
        if (options.Label.Label >= Definition.Classes)
            throw new ArgumentException(
                $"The features are asked for with label {options.Label.Label}, and the network has {Definition.Classes} classes, "
                + "the first of which is 0.",
                nameof(options));
        Require.Selects(options.Layers, Definition.Layers.Length, nameof(options.Layers));
        foreach ((LayerDefinition layer, IReadOnlyList<long> shape) in Definition.Layers.Zip(LayerShapes()).Take(options.Layers))
        {
            if (shape.Count == 3 && options.Grids.Any(side => side > Math.Min(shape[1], shape[2])))
                throw new ArgumentException(
                    $"{layer.Name} gives maps of {shape[1]}×{shape[2]}, which cannot be averaged to a grid of "
                    + $"{options.Grids.Max()}×{options.Grids.Max()}. Choose FeatureOptions.Grids up to the smallest map that is read.",
                    nameof(options));
        }
    }
}
