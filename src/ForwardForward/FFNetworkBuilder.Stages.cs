using ForwardForward.Runtime;

namespace ForwardForward;

/// <content>
/// Stages: convolutional layers of one number of channels and one size of map, each still a layer by itself that learns by itself.
/// </content>
public sealed partial class FFNetworkBuilder
{
    /// <summary>
    /// Adds a stage of convolutional layers that score classes by learned projections (<see cref="AddConvolutionProjection"/>).
    /// </summary>
    /// <param name="channels">The output channels of each layer, at least 1.</param>
    /// <param name="layers">How many layers, at least 1. The default is 4.</param>
    /// <param name="kernel">The side of the kernels, odd. The default is 3.</param>
    /// <param name="stride">How many places the first layer's kernel moves at a time: 2 halves the map. The default is 1.</param>
    /// <param name="pool">The side of the squares that the first layer pools to one place. The default is 1.</param>
    /// <param name="pooling">How they are pooled. The default is <see cref="PoolingKind.Average"/>.</param>
    /// <param name="normalisation">How inputs are standardised. The default is <see cref="MapNormalisation.Image"/>.</param>
    /// <param name="shortcuts">
    /// Whether layers hand on their input too: added, or where the channels grow from those of the convolutional layer before,
    /// concatenated. The default is true.
    /// </param>
    /// <param name="projection">How each map becomes class scores; null for the defaults.</param>
    /// <param name="contrast">How images of one class should be alike, beside the loss; null for no such contrast.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddStage(
        int channels,
        int layers = 4,
        int kernel = 3,
        int stride = 1,
        int pool = 1,
        PoolingKind pooling = PoolingKind.Average,
        MapNormalisation normalisation = MapNormalisation.Image,
        bool shortcuts = true,
        ProjectionOptions? projection = null,
        SupervisedContrastOptions? contrast = null)
    {
        Require.AtLeast(1, layers, nameof(layers));
        for (int layer = 0; layer < layers; layer++)
            AddConvolutionProjection(
                channels, kernel, layer == 0 ? pool : 1, pooling, layer == 0 ? stride : 1, normalisation: normalisation,
                shortcut: shortcuts ? ShortcutTo(channels) : Shortcut.None, projection: projection, contrast: contrast);
        return this;
    }

    /// <summary>
    /// Adds a stage of convolutional layers whose goodness of a class is the mean of the class's channels
    /// (<see cref="AddMeanGoodnessConvolution"/>).
    /// </summary>
    /// <param name="channels">The output channels of each layer, a multiple of the number of classes.</param>
    /// <param name="layers">How many layers, at least 1. The default is 4.</param>
    /// <param name="kernel">The side of the kernels, odd. The default is 3.</param>
    /// <param name="stride">How many places the first layer's kernel moves at a time: 2 halves the map. The default is 1.</param>
    /// <param name="pool">The side of the squares that the first layer pools to one place. The default is 1.</param>
    /// <param name="pooling">How they are pooled. The default is <see cref="PoolingKind.Average"/>.</param>
    /// <param name="normalisation">How inputs are standardised. The default is <see cref="MapNormalisation.ClassGroup"/>.</param>
    /// <param name="shortcuts">
    /// Whether layers hand on their input too: added, or where the channels grow from those of the convolutional layer before,
    /// concatenated. The default is true.
    /// </param>
    /// <param name="loss">
    /// What the goodness of the classes should become; null for <see cref="CrossEntropyLoss"/> with a temperature of 0.1.
    /// </param>
    /// <param name="contrast">How images of one class should be alike, beside the loss; null for no such contrast.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddMeanGoodnessStage(
        int channels,
        int layers = 4,
        int kernel = 3,
        int stride = 1,
        int pool = 1,
        PoolingKind pooling = PoolingKind.Average,
        MapNormalisation normalisation = MapNormalisation.ClassGroup,
        bool shortcuts = true,
        IClassLoss? loss = null,
        SupervisedContrastOptions? contrast = null)
    {
        Require.AtLeast(1, layers, nameof(layers));
        for (int layer = 0; layer < layers; layer++)
            AddMeanGoodnessConvolution(
                channels, kernel, layer == 0 ? pool : 1, pooling, layer == 0 ? stride : 1, normalisation: normalisation,
                shortcut: shortcuts ? ShortcutTo(channels) : Shortcut.None, loss: loss, contrast: contrast);
        return this;
    }

    /// <summary>
    /// Adds a stage of convolutional layers that learn without labels from two views of each image
    /// (<see cref="AddViewContrastConvolution"/>).
    /// </summary>
    /// <param name="channels">The output channels of each layer, at least 1.</param>
    /// <param name="layers">How many layers, at least 1. The default is 4.</param>
    /// <param name="kernel">The side of the kernels, odd. The default is 3.</param>
    /// <param name="stride">How many places the first layer's kernel moves at a time: 2 halves the map. The default is 1.</param>
    /// <param name="pool">The side of the squares that the first layer pools to one place. The default is 1.</param>
    /// <param name="pooling">How they are pooled. The default is <see cref="PoolingKind.Average"/>.</param>
    /// <param name="normalisation">How inputs are standardised. The default is <see cref="MapNormalisation.Image"/>.</param>
    /// <param name="shortcuts">
    /// Whether layers hand on their input too: added, or where the channels grow from those of the convolutional layer before,
    /// concatenated. The default is true.
    /// </param>
    /// <param name="contrast">How the views are compared; null for the defaults.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddViewContrastStage(
        int channels,
        int layers = 4,
        int kernel = 3,
        int stride = 1,
        int pool = 1,
        PoolingKind pooling = PoolingKind.Average,
        MapNormalisation normalisation = MapNormalisation.Image,
        bool shortcuts = true,
        ViewContrastOptions? contrast = null)
    {
        Require.AtLeast(1, layers, nameof(layers));
        for (int layer = 0; layer < layers; layer++)
            AddViewContrastConvolution(
                channels, kernel, layer == 0 ? pool : 1, pooling, layer == 0 ? stride : 1, normalisation: normalisation,
                shortcut: shortcuts ? ShortcutTo(channels) : Shortcut.None, contrast: contrast);
        return this;
    }

    /// <summary>What a layer of so many channels hands on of what the layer before has given it.</summary>
    private Shortcut ShortcutTo(int channels) => _definition.Layers is not [.., ConvolutionLayerDefinition before] ? Shortcut.None
        : before.Channels == channels ? Shortcut.Add
        : before.Channels < channels ? Shortcut.Concatenate
        : Shortcut.None;
}
