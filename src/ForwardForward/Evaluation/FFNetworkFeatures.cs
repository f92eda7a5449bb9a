using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Reads features: <c>network.Features(…)</c>.</summary>
public static class FFNetworkFeatures
{
    /// <summary>What the layers make of images: the features for probes and transfer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>, float32, on any device.</param>
    /// <param name="options">What is read; null for every layer's activations of images with the neutral label.</param>
    /// <returns>The activations of the layers side by side, <c>[n, features]</c>, on the network's device. Computed in portions: no more of the network than the features is kept.</returns>
    /// <exception cref="ArgumentException">The images do not have the network's input shape, or the options ask for what the network does not have.</exception>
    public static Tensor Features(this FFNetwork network, Tensor images, FeatureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        options ??= new FeatureOptions();
        Check(network, options);
        return network.MapChunks(images, chunk => cat([.. Activations(network, chunk, options.Label).Take(options.Layers).Select(layer => Pool(layer, options))], 1));
    }

    private static List<Tensor> Activations(FFNetwork network, Tensor images, ShownLabel label)
    {
        if (network.ReadsPlainImages || label == ShownLabel.Absent)
            return network.Forward(images);
        if (label == ShownLabel.Neutral)
            return network.ForwardNeutral(images);
        if (label.Label is { } shown)
            return network.ForwardShowing(images, shown);
        List<Tensor> sums = network.ForwardShowing(images, 0);
        for (int other = 1; other < network.Definition.Classes; other++)
            sums = [.. sums.Zip(network.ForwardShowing(images, other), (sum, activations) => sum + activations)];
        return [.. sums.Select(sum => sum / network.Definition.Classes)];
    }

    private static Tensor Pool(Tensor activations, FeatureOptions options) => activations.ndim != 4 || options.Grids.IsEmpty
        ? activations.flatten(1)
        : cat([.. options.Grids.Select(side => nn.functional.adaptive_avg_pool2d(activations, side).flatten(1))], 1);

    private static void Check(FFNetwork network, FeatureOptions options)
    {
        FFNetworkDefinition definition = network.Definition;
        if (options.Label.Label >= definition.Classes)
            throw new ArgumentException($"The features are asked for with label {options.Label.Label}, and the network has {definition.Classes} classes, the first of which is 0.", nameof(options));
        Require.Selects(options.Layers, definition.Layers.Length, nameof(options.Layers));
        foreach ((LayerDefinition layer, IReadOnlyList<long> shape) in definition.Layers.Zip(network.LayerShapes()).Take(options.Layers))
        {
            if (shape.Count == 3 && options.Grids.Any(side => side > Math.Min(shape[1], shape[2])))
                throw new ArgumentException($"{layer.Name} gives maps of {shape[1]}×{shape[2]}, which cannot be averaged to a grid of {options.Grids.Max()}×{options.Grids.Max()}. Choose FeatureOptions.Grids up to the smallest map that is read.", nameof(options));
        }
    }
}
