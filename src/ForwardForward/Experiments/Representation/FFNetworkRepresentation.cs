using ForwardForward.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>Looks inside networks: <c>network.DescribeLayers(…)</c>, <c>network.CompareLayers(…)</c>.</summary>
public static class FFNetworkRepresentation
{
    /// <summary>Describes, layer by layer, what the network makes of labelled images, which it sees with the neutral label.</summary>
    /// <remarks>Keeps running sums; no more than a portion of 1,000 images is in the network at a time.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="data">Labelled images of the network's input shape. Their classes need not be those that the network has learned.</param>
    /// <param name="cancellationToken">Stops between two portions.</param>
    /// <returns>One description a layer, of its activations as the next layer sees them; dead units at the default threshold.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">A layer gives NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static IReadOnlyList<LayerDescription> DescribeLayers(this FFNetwork network, LabelledImages data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        using DisposeScope scope = NewDisposeScope();
        LayerStatistics[] layers = [.. network.Layers.Zip(network.LayerShapes(), (layer, shape) => new LayerStatistics(layer.Name, shape, data.Classes, network.Device))];
        long start = 0;
        network.ForEachChunk(data.Images, chunk =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope perChunk = NewDisposeScope();
            Tensor labels = data.Labels.narrow(0, start, chunk.shape[0]).to(network.Device);
            foreach ((LayerStatistics layer, LayerPass pass) in layers.Zip(LayerPass.Through(network, chunk)))
                layer.Add(pass, labels);
            start += chunk.shape[0];
        });
        return [.. layers.Select(layer => layer.Describe())];
    }

    /// <summary>Measures how alike the layers of two networks are, by <see cref="LinearCka"/> of their activations of the same images.</summary>
    /// <remarks>
    /// Keeps one n × n matrix of float64 for each layer of both networks (32 MB for 2,000 images), never more activations than those of two portions of
    /// 1,000 images, which it computes anew for every pair of portions. Give it a few thousand images.
    /// </remarks>
    /// <param name="network">The network of the rows.</param>
    /// <param name="other">The network of the columns, of the same input shape, on any device; or <paramref name="network"/> itself.</param>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>; both networks see them with their neutral label.</param>
    /// <param name="cancellationToken">Stops between two pairs of portions.</param>
    /// <returns>From 0 to 1 but for rounding, by layer of <paramref name="network"/> (outer) and of <paramref name="other"/> (inner).</returns>
    /// <exception cref="ArgumentException">The images do not fit one of the networks.</exception>
    /// <exception cref="InvalidOperationException">A layer gives NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">The call was cancelled.</exception>
    public static IReadOnlyList<IReadOnlyList<double>> CompareLayers(this FFNetwork network, FFNetwork other, Tensor images, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(other);
        other.CheckImages(images);
        using DisposeScope scope = NewDisposeScope();
        Tensor[] rows = LayerGrams.Of(network, images, cancellationToken);
        Tensor[] columns = ReferenceEquals(other, network) ? rows : [.. LayerGrams.Of(other, images, cancellationToken).Select(gram => gram.to(network.Device))];
        return [.. rows.Select(first => columns.Select(second => LinearCka.OfGrams(first, second)).ToArray())];
    }
}
