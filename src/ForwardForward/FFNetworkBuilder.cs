using System.Runtime.CompilerServices;
using ForwardForward.Data;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Composes a Forward-Forward network.</summary>
/// <remarks>
/// Only the input, the classes and one layer must be given: every other part has a default, and the defaults together are a recipe that
/// trains well. Arguments are checked when they are given, the whole network by <see cref="Build"/>. You may change a builder and build
/// again. Each network is independent. Not thread-safe.
/// </remarks>
/// <example>
/// <code>
/// using FFNetwork network = new FFNetworkBuilder()
///     .WithInput(1, 28, 28).WithClasses(10)
///     .AddDense(500).AddDense(500)
///     .Build();
/// </code>
/// </example>
public sealed partial class FFNetworkBuilder
{
    private readonly HashSet<string> _stated = new(StringComparer.Ordinal);
    private FFNetworkDefinition _definition = new();
    private Device? _device;

    /// <summary>Sets the shape of an image. Required.</summary>
    /// <param name="channels">Channels, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1.</exception>
    public FFNetworkBuilder WithInput(int channels, int height, int width) => WithInput(new ImageShape(channels, height, width));

    /// <summary>Sets the length of a vector, such as a row of a table: an image of 1×1×features. Required.</summary>
    /// <param name="features">How many numbers a vector has, at least 1.</param>
    /// <returns>This builder.</returns>
    /// <remarks>What reads images then takes <c>[n, features]</c> as well as <c>[n, 1, 1, features]</c>.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than one.</exception>
    public FFNetworkBuilder WithInput(int features) => WithInput(new ImageShape(1, 1, features));

    /// <summary>Sets the shape of an image, as a dataset states it. Required.</summary>
    /// <param name="shape">The shape, such as <c>dataset.Shape</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1.</exception>
    public FFNetworkBuilder WithInput(ImageShape shape) => Set(_definition with { Input = shape });

    /// <summary>Sets the number of classes. Required.</summary>
    /// <param name="classes">At least 2.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two classes.</exception>
    public FFNetworkBuilder WithClasses(int classes) => Set(_definition with { Classes = classes });

    /// <summary>Sets the one seed that initial parameters, the order of images and the negatives come from.</summary>
    /// <param name="seed">Any number. The default is 0. The same seed, threads and machine give the same bits.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithSeed(long seed) => Set(_definition with { Seed = seed });

    /// <summary>Sets where the network lives and computes.</summary>
    /// <param name="device">The device. The default is the CPU.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithDevice(Device device)
    {
        _device = Require.NotNull(device);
        return this;
    }

    /// <summary>Sets how a label is written into an image.</summary>
    /// <param name="embedding">The embedding. The default is <see cref="FirstPixelsOverlay"/> with the value 5.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithLabelEmbedding(ILabelEmbedding embedding) =>
        Set(_definition with { LabelEmbedding = Require.NotNull(embedding) });

    /// <summary>Sets how negatives are made.</summary>
    /// <param name="sampler">
    /// The sampler. The default is <see cref="FirstLayerSampler"/> where a dense first layer without dropout scores labels for little:
    /// with an <see cref="ILabelOverlay"/>, an <see cref="IRowScaling"/> and the <see cref="MeanSquareGoodness"/>.
    /// Elsewhere it is <see cref="WrongLabelSampler"/>.
    /// </param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithNegatives(INegativeSampler sampler) => Set(_definition with { Negatives = Require.NotNull(sampler) });

    /// <summary>Sets how a layer's response is measured.</summary>
    /// <param name="goodness">The goodness. The default is <see cref="MeanSquareGoodness"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithGoodness(IGoodness goodness) => Set(_definition with { Goodness = Require.NotNull(goodness) });

    /// <summary>Sets what each layer minimises.</summary>
    /// <param name="loss">The loss. The default is <see cref="SwishLoss"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithLoss(IContrastiveLoss loss) => Set(_definition with { Loss = Require.NotNull(loss) });

    /// <summary>Sets what rescales each layer's goodness while it learns.</summary>
    /// <param name="modulation">
    /// The modulation; every layer keeps the tensors that it learns or remembers. The default is <see cref="NoModulation"/>.
    /// </param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithModulation(IModulation modulation) => Set(_definition with { Modulation = Require.NotNull(modulation) });

    /// <summary>Sets what other layers add to a layer's goodness while it learns.</summary>
    /// <param name="collaboration">The collaboration. The default is <see cref="NoCollaboration"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithCollaboration(ICollaboration collaboration) =>
        Set(_definition with { Collaboration = Require.NotNull(collaboration) });

    /// <summary>
    /// Sets how each layer rescales its input. Class-wise and label-free layers bring a normalisation of their own:
    /// a network of such alone is refused with it.
    /// </summary>
    /// <param name="normalisation">The normalisation. The default is <see cref="MeanSquareNormalisation"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithInputNormalisation(INormalisation normalisation) =>
        Set(_definition with { InputNormalisation = Require.NotNull(normalisation) });

    /// <summary>
    /// Sets in which numbers dense and convolutional layers multiply; others use float32, and a network of such alone is refused with it.
    /// </summary>
    /// <param name="precision">The precision. The default is <see cref="ComputePrecision.Full"/>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such precision.</exception>
    public FFNetworkBuilder WithPrecision(ComputePrecision precision) => Set(_definition with { Precision = precision });

    /// <summary>Sets the optimizer that every layer runs by itself.</summary>
    /// <param name="options">Its settings. The default is Adam with a learning rate of 0.002 that falls along a cosine.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithOptimizer(AdamOptions options) => Set(_definition with { Optimizer = Require.NotNull(options) });

    /// <summary>Sets which layers' goodness is summed to score a label.</summary>
    /// <param name="layers">
    /// A range of layers. The default is all, <c>..</c>; Hinton leaves out the first, <c>1..</c>; <c>^1..</c> is the last alone.
    /// </param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithScoringLayers(Range layers) => Set(_definition with { ScoringLayers = layers });

    /// <summary>
    /// Adds a softmax head that learns along with the layers, for prediction in one pass and for modulations that ask what the network
    /// thinks.
    /// </summary>
    /// <param name="options">
    /// Its settings; null for the defaults. Without a call there is a head only where the modulation needs one.
    /// </param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithSoftmaxHead(SoftmaxHeadOptions? options = null) =>
        Set(_definition with { SoftmaxHead = options ?? new SoftmaxHeadOptions() });

    /// <summary>Sets how the class of an image is named.</summary>
    /// <param name="method">
    /// The default is <see cref="PredictionMethod.SummedGoodness"/>; <see cref="PredictionMethod.SoftmaxHead"/> needs
    /// <see cref="WithSoftmaxHead"/>.
    /// </param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="method"/> is no member of <see cref="PredictionMethod"/>.</exception>
    public FFNetworkBuilder WithPrediction(PredictionMethod method) => Set(_definition with { Prediction = method });

    /// <summary>
    /// Sets how the two views of an image are made, for layers that learn from such; a network of others is refused with it.
    /// </summary>
    /// <param name="augmentation">The augmentation. The default is <c>new Augmentation()</c>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithAugmentation(Augmentation augmentation) =>
        Set(_definition with { Augmentation = Require.NotNull(augmentation) });

    /// <summary>Checks the whole and builds a network with fresh parameters.</summary>
    /// <returns>The network; dispose it after use.</returns>
    /// <exception cref="FFConfigurationException">Something is missing or does not fit; it lists every problem.</exception>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public FFNetwork Build() => Define().Build(device: _device);

    /// <summary>Checks the whole and describes the network without building it: no parameter takes memory.</summary>
    /// <returns>The definition: for a sweep, for JSON, or for a summary of a network that would not fit into memory.</returns>
    /// <exception cref="FFConfigurationException">Something is missing or does not fit; it lists every problem.</exception>
    public FFNetworkDefinition Define() => NetworkProblems.Check(_definition, _stated);

    private FFNetworkBuilder Set(FFNetworkDefinition changed, [CallerMemberName] string call = "")
    {
        _definition = changed;
        _stated.Add(call["With".Length..]);
        return this;
    }
}
