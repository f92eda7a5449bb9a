namespace ForwardForward;

/// <content>The layers.</content>
public sealed partial class FFNetworkBuilder
{
    /// <summary>Adds a fully connected layer of rectified units.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <param name="layerNorm">See <see cref="DenseLayerDefinition.LayerNorm"/>. The default is false.</param>
    /// <param name="dropout">See <see cref="DenseLayerDefinition.Dropout"/>. The default is 0.</param>
    /// <param name="peerNormalisation">See <see cref="DenseLayerDefinition.PeerNormalisation"/>. The default is 0.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddDense(int units, bool layerNorm = false, double dropout = 0, double peerNormalisation = 0) =>
        AddLayer(new DenseLayerDefinition(units) { LayerNorm = layerNorm, Dropout = dropout, PeerNormalisation = peerNormalisation });

    /// <summary>Adds a dense layer that learns class scores of its own by a projection: no negatives, no label in the image.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public FFNetworkBuilder AddProjection(int units) => AddLayer(new ProjectionLayerDefinition(units));

    /// <summary>Adds a convolutional layer that learns class scores of its own by a projection: no negatives, no label in the image.</summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <param name="kernel">The side of the kernel, odd. The default is 3.</param>
    /// <param name="pool">The side of the squares that are averaged to one place. The default is 2.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddConvolutionProjection(int channels, int kernel = 3, int pool = 2) =>
        AddLayer(new ConvolutionProjectionLayerDefinition(channels) { Kernel = kernel, Pool = pool });

    /// <summary>Adds a channel-wise competitive block.</summary>
    /// <param name="channels">The output channels, a multiple of the number of classes.</param>
    /// <param name="separator">Whether it keeps the classes' channels apart (CFSE) and pools. The default is false.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public FFNetworkBuilder AddCwcBlock(int channels, bool separator = false) => AddLayer(new CwcBlockDefinition(channels) { Separator = separator });

    /// <summary>Adds a layer of any kind, also one of your own.</summary>
    /// <param name="layer">The layer's definition.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder AddLayer(LayerDefinition layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        _definition = _definition with { Layers = _definition.Layers.Add(layer) };
        return this;
    }
}
