using ForwardForward.Data;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>
/// Looks inside networks: <c>network.DescribeLayers(…)</c>, <c>network.CountDeadUnits(…)</c>, <c>network.CompareLayers(…)</c>.
/// </summary>
public static class FFNetworkRepresentation
{
    private const double DeadThreshold = 0.01;

    /// <summary>Describes, layer by layer, what the network makes of labelled images, which it sees with the neutral label.</summary>
    /// <remarks>Keeps running sums; no more than a micro-batch of 1,000 images is in the network at a time.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="data">
    /// Labelled images of the network's input shape. Their classes need not be those that the network has learned.
    /// </param>
    /// <param name="options">Progress and cancellation; null for none.</param>
    /// <returns>One description a layer, of its activations as the next layer sees them; dead units at the default threshold.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">A layer gives NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public static IReadOnlyList<LayerDescription> DescribeLayers(
        this FFNetwork network, LabelledImages data, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        using DisposeScope scope = NewDisposeScope();
        LayerStatistics[] layers =
        [
            .. network.Layers.Zip(
                network.LayerShapes(), (layer, shape) => new LayerStatistics(layer.Name, shape, data.Classes, network.Device)),
        ];
        ForEachMicroBatch(network, data.Images, options, (start, passes) =>
        {
            foreach ((LayerStatistics layer, LayerPass pass) in layers.Zip(passes))
                layer.Add(pass, data.Labels.narrow(0, start, pass.Activations.shape[0]).to(network.Device));
        });
        return [.. layers.Select(layer => layer.Describe(DeadThreshold))];
    }

    /// <summary>
    /// Counts, layer by layer, the units that no image moves. Of a map, a channel is a unit, and its strongest place counts.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>; they are shown with the neutral label.</param>
    /// <param name="threshold">
    /// A unit is dead where the absolute value of its activation stays below this on every image; for <see cref="DeadUnits.Relative"/>,
    /// below this fraction of the layer's typical activation. Above 0. <value>Default: 0.01.</value>
    /// </param>
    /// <param name="options">Progress and cancellation; null for none.</param>
    /// <returns>The fraction of dead units of each layer: after its gate, before it, and relative to the layer's activity.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not positive.</exception>
    /// <exception cref="InvalidOperationException">A layer gives NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public static IReadOnlyList<DeadUnits> CountDeadUnits(
        this FFNetwork network, Tensor images, double threshold = DeadThreshold, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        Require.Positive(threshold, nameof(threshold));
        using DisposeScope scope = NewDisposeScope();
        UnitActivity[] layers = [.. network.LayerShapes().Select(shape => new UnitActivity(shape[0], network.Device))];
        ForEachMicroBatch(network, images, options, (_, passes) =>
        {
            foreach ((UnitActivity layer, LayerPass pass) in layers.Zip(passes))
                layer.Add(pass);
        });
        return [.. layers.Select(layer => layer.CountDead(threshold))];
    }

    /// <summary>
    /// Measures how alike the layers of two networks are, by <see cref="LinearCka"/> of their activations of the same images.
    /// </summary>
    /// <remarks>
    /// Keeps one n × n matrix of float64 for each layer of both networks (32 MB for 2,000 images), never more activations than those of two
    /// micro-batches of 1,000 images, which it computes anew for every pair of micro-batches. Give it a few thousand images.
    /// </remarks>
    /// <param name="network">The network of the rows.</param>
    /// <param name="other">
    /// The network of the columns, of the same input shape, on any device; or <paramref name="network"/> itself.
    /// </param>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>; both networks see them with their neutral label.</param>
    /// <param name="options">Progress, of one network and then of the other, and cancellation; null for none.</param>
    /// <returns>
    /// From 0 to 1 but for rounding, by layer of <paramref name="network"/> (outer) and of <paramref name="other"/> (inner).
    /// </returns>
    /// <exception cref="ArgumentException">The images do not fit one of the networks.</exception>
    /// <exception cref="InvalidOperationException">A layer gives NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException"><see cref="EvaluationOptions.Cancellation"/> was cancelled.</exception>
    public static IReadOnlyList<IReadOnlyList<double>> CompareLayers(
        this FFNetwork network, FFNetwork other, Tensor images, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(other);
        other.CheckImages(images);
        options ??= new EvaluationOptions();
        using DisposeScope scope = NewDisposeScope();
        Tensor[] rows = LayerGrams.Of(network, images, options);
        Tensor[] columns = ReferenceEquals(other, network)
            ? rows
            : [.. LayerGrams.Of(other, images, options).Select(gram => gram.to(network.Device))];
        return [.. rows.Select(first => columns.Select(second => LinearCka.OfGrams(first, second)).ToArray())];
    }

    /// <summary>
    /// Sends micro-batches of images through the layers; <paramref name="use"/> takes where a micro-batch begins, and its passes.
    /// </summary>
    private static void ForEachMicroBatch(
        FFNetwork network, Tensor images, EvaluationOptions? options, Action<long, IEnumerable<LayerPass>> use)
    {
        options ??= new EvaluationOptions();
        long start = 0;
        network.ForEachMicroBatch(images, part =>
        {
            options.Cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            use(start, LayerPass.Through(network, part));
            start += part.shape[0];
            options.Progress?.Report((double)start / images.shape[0]);
        });
    }
}
