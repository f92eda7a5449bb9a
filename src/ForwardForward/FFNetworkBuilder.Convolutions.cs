namespace ForwardForward;

/// <content>
/// The convolutional layers, in the same form: the channels first, then the settings of the kind's definition by their names.
/// </content>
public sealed partial class FFNetworkBuilder
{
    /// <summary>
    /// Adds a convolutional layer that scores classes by a learned projection: no negatives, no label in the image
    /// (<see cref="ConvolutionProjectionLayerDefinition"/>).
    /// </summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <param name="kernel">The side of the kernel, odd. The default is 3.</param>
    /// <param name="pool">The side of the squares that are pooled to one place. The default is 2.</param>
    /// <param name="pooling">How they are pooled. The default is <see cref="PoolingKind.Average"/>.</param>
    /// <param name="stride">How many places the kernel moves at a time. The default is 1.</param>
    /// <param name="dilation">How far apart the places are that the kernel reads. The default is 1.</param>
    /// <param name="normalisation">How the input is standardised. The default is <see cref="MapNormalisation.Image"/>.</param>
    /// <param name="shortcut">What of the input is handed on too. The default is <see cref="Shortcut.None"/>.</param>
    /// <param name="projection">How the map becomes class scores; null for the defaults.</param>
    /// <param name="contrast">How images of one class should be alike, beside the loss; null for no such contrast.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddConvolutionProjection(
        int channels,
        int kernel = 3,
        int pool = 2,
        PoolingKind pooling = PoolingKind.Average,
        int stride = 1,
        int dilation = 1,
        MapNormalisation normalisation = MapNormalisation.Image,
        Shortcut shortcut = Shortcut.None,
        ProjectionOptions? projection = null,
        SupervisedContrastOptions? contrast = null) =>
        AddLayer(new ConvolutionProjectionLayerDefinition(channels)
        {
            Kernel = kernel,
            Pool = pool,
            Pooling = pooling,
            Stride = stride,
            Dilation = dilation,
            Normalisation = normalisation,
            Shortcut = shortcut,
            Projection = projection ?? new ProjectionOptions(),
            Contrast = contrast,
        });

    /// <summary>
    /// Adds a convolutional layer whose goodness of a class is the mean of the class's channels: no negatives, no label in the image
    /// (<see cref="MeanGoodnessConvolutionLayerDefinition"/>).
    /// </summary>
    /// <param name="channels">The output channels, a multiple of the number of classes.</param>
    /// <param name="kernel">The side of the kernel, odd. The default is 3.</param>
    /// <param name="pool">The side of the squares that are pooled to one place. The default is 2.</param>
    /// <param name="pooling">How they are pooled. The default is <see cref="PoolingKind.Average"/>.</param>
    /// <param name="stride">How many places the kernel moves at a time. The default is 1.</param>
    /// <param name="dilation">How far apart the places are that the kernel reads. The default is 1.</param>
    /// <param name="normalisation">How the input is standardised. The default is <see cref="MapNormalisation.ClassGroup"/>.</param>
    /// <param name="shortcut">What of the input is handed on too. The default is <see cref="Shortcut.None"/>.</param>
    /// <param name="loss">
    /// What the goodness of the classes should become; null for <see cref="CrossEntropyLoss"/> with a temperature of 0.1.
    /// </param>
    /// <param name="contrast">How images of one class should be alike, beside the loss; null for no such contrast.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddMeanGoodnessConvolution(
        int channels,
        int kernel = 3,
        int pool = 2,
        PoolingKind pooling = PoolingKind.Average,
        int stride = 1,
        int dilation = 1,
        MapNormalisation normalisation = MapNormalisation.ClassGroup,
        Shortcut shortcut = Shortcut.None,
        IClassLoss? loss = null,
        SupervisedContrastOptions? contrast = null) =>
        AddLayer(new MeanGoodnessConvolutionLayerDefinition(channels)
        {
            Kernel = kernel,
            Pool = pool,
            Pooling = pooling,
            Stride = stride,
            Dilation = dilation,
            Normalisation = normalisation,
            Shortcut = shortcut,
            Loss = loss ?? new CrossEntropyLoss(temperature: 0.1),
            Contrast = contrast,
        });

    /// <summary>
    /// Adds a convolutional layer that learns which channels speak for which class: no negatives, no label in the image
    /// (<see cref="ChannelGoodnessConvolutionLayerDefinition"/>).
    /// </summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <param name="kernel">The side of the kernel, odd. The default is 3.</param>
    /// <param name="pool">The side of the squares that are pooled to one place. The default is 2.</param>
    /// <param name="pooling">How they are pooled. The default is <see cref="PoolingKind.Average"/>.</param>
    /// <param name="stride">How many places the kernel moves at a time. The default is 1.</param>
    /// <param name="dilation">How far apart the places are that the kernel reads. The default is 1.</param>
    /// <param name="normalisation">How the input is standardised. The default is <see cref="MapNormalisation.Channel"/>.</param>
    /// <param name="shortcut">What of the input is handed on too. The default is <see cref="Shortcut.None"/>.</param>
    /// <param name="loss">
    /// What the goodness of the classes should become; null for <see cref="CrossEntropyLoss"/> with a label smoothing of 0.1.
    /// </param>
    /// <param name="entropyWeight">What it costs that channels speak for many classes. The default is 0.01.</param>
    /// <param name="contrast">How images of one class should be alike, beside the loss; null for no such contrast.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddChannelGoodnessConvolution(
        int channels,
        int kernel = 3,
        int pool = 2,
        PoolingKind pooling = PoolingKind.Average,
        int stride = 1,
        int dilation = 1,
        MapNormalisation normalisation = MapNormalisation.Channel,
        Shortcut shortcut = Shortcut.None,
        IClassLoss? loss = null,
        double entropyWeight = 0.01,
        SupervisedContrastOptions? contrast = null) =>
        AddLayer(new ChannelGoodnessConvolutionLayerDefinition(channels)
        {
            Kernel = kernel,
            Pool = pool,
            Pooling = pooling,
            Stride = stride,
            Dilation = dilation,
            Normalisation = normalisation,
            Shortcut = shortcut,
            Loss = loss ?? new CrossEntropyLoss(labelSmoothing: 0.1),
            EntropyWeight = entropyWeight,
            Contrast = contrast,
        });

    /// <summary>
    /// Adds a convolutional layer that learns without labels from images laid over each other
    /// (<see cref="SelfContrastiveConvolutionLayerDefinition"/>).
    /// </summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <param name="kernel">The side of the kernel, odd. The default is 3.</param>
    /// <param name="pool">The side of the squares that are pooled to one place. The default is 2.</param>
    /// <param name="pooling">How they are pooled. The default is <see cref="PoolingKind.Average"/>.</param>
    /// <param name="stride">How many places the kernel moves at a time. The default is 1.</param>
    /// <param name="dilation">How far apart the places are that the kernel reads. The default is 1.</param>
    /// <param name="normalisation">How the input is standardised. The default is <see cref="MapNormalisation.Image"/>.</param>
    /// <param name="shortcut">What of the input is handed on too. The default is <see cref="Shortcut.None"/>.</param>
    /// <param name="contrast">What is asked of the pairs; null for the defaults.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddSelfContrastiveConvolution(
        int channels,
        int kernel = 3,
        int pool = 2,
        PoolingKind pooling = PoolingKind.Average,
        int stride = 1,
        int dilation = 1,
        MapNormalisation normalisation = MapNormalisation.Image,
        Shortcut shortcut = Shortcut.None,
        SelfContrastiveOptions? contrast = null) =>
        AddLayer(new SelfContrastiveConvolutionLayerDefinition(channels)
        {
            Kernel = kernel,
            Pool = pool,
            Pooling = pooling,
            Stride = stride,
            Dilation = dilation,
            Normalisation = normalisation,
            Shortcut = shortcut,
            Contrast = contrast ?? new SelfContrastiveOptions(),
        });

    /// <summary>
    /// Adds a convolutional layer that learns without labels from two views of each image
    /// (<see cref="ViewContrastConvolutionLayerDefinition"/>).
    /// </summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <param name="kernel">The side of the kernel, odd. The default is 3.</param>
    /// <param name="pool">The side of the squares that are pooled to one place. The default is 2.</param>
    /// <param name="pooling">How they are pooled. The default is <see cref="PoolingKind.Average"/>.</param>
    /// <param name="stride">How many places the kernel moves at a time. The default is 1.</param>
    /// <param name="dilation">How far apart the places are that the kernel reads. The default is 1.</param>
    /// <param name="normalisation">How the input is standardised. The default is <see cref="MapNormalisation.Image"/>.</param>
    /// <param name="shortcut">What of the input is handed on too. The default is <see cref="Shortcut.None"/>.</param>
    /// <param name="contrast">How the views are compared; null for the defaults.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public FFNetworkBuilder AddViewContrastConvolution(
        int channels,
        int kernel = 3,
        int pool = 2,
        PoolingKind pooling = PoolingKind.Average,
        int stride = 1,
        int dilation = 1,
        MapNormalisation normalisation = MapNormalisation.Image,
        Shortcut shortcut = Shortcut.None,
        ViewContrastOptions? contrast = null) =>
        AddLayer(new ViewContrastConvolutionLayerDefinition(channels)
        {
            Kernel = kernel,
            Pool = pool,
            Pooling = pooling,
            Stride = stride,
            Dilation = dilation,
            Normalisation = normalisation,
            Shortcut = shortcut,
            Contrast = contrast ?? new ViewContrastOptions(),
        });
}
