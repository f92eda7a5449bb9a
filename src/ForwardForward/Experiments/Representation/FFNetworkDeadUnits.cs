using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Experiments;

/// <summary>Counts what no image moves: <c>network.CountDeadUnits(…)</c>.</summary>
public static class FFNetworkDeadUnits
{
    internal const double DefaultThreshold = 0.01;

    /// <summary>Counts, layer by layer, the units that no image moves. Of a map, a channel is a unit, and its strongest place counts.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Images, <c>[n, channels, height, width]</c>; they are shown with the neutral label.</param>
    /// <param name="threshold">
    /// A unit is dead where the absolute value of its activation stays below this on every image; for <see cref="DeadUnits.Relative"/>, below this fraction of the
    /// layer's typical activation. Above 0. The default is 0.01.
    /// </param>
    /// <param name="cancellationToken">Stops between two portions of the images.</param>
    /// <returns>The fraction of dead units of each layer: after its gate, before it, and relative to the layer's activity.</returns>
    /// <exception cref="ArgumentException">The images do not fit the network.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not positive.</exception>
    /// <exception cref="InvalidOperationException">A layer gives NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">The count was cancelled.</exception>
    public static IReadOnlyList<DeadUnits> CountDeadUnits(this FFNetwork network, Tensor images, double threshold = DefaultThreshold, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        Require.Positive(threshold, nameof(threshold));
        using DisposeScope scope = NewDisposeScope();
        UnitActivity[] layers = [.. network.LayerShapes().Select(shape => new UnitActivity(shape[0], network.Device))];
        network.ForEachChunk(images, chunk =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope perChunk = NewDisposeScope();
            foreach ((UnitActivity layer, LayerPass pass) in layers.Zip(LayerPass.Through(network, chunk)))
                layer.Add(pass);
        });
        return [.. layers.Select(layer => layer.CountDead(threshold))];
    }
}
