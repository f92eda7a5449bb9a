using System.Runtime.CompilerServices;
using ForwardForward.Data;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Composes a Forward-Forward network.</summary>
/// <remarks>
/// Only the input, the classes and one layer must be given: every other part has a default, and the defaults together are a recipe
/// that trains well. Arguments are checked when they are given, the whole network by <see cref="Build"/>. A builder may build again and go on
/// being changed: each network is independent. Not thread-safe.
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
    private readonly List<LayerDefinition> _layers = [];
    private readonly SortedSet<string> _callsForPairs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, (Func<LayerDefinition, bool> Reads, string Readers)> _callsForSome = new(StringComparer.Ordinal);
    private ImageShape? _input;
    private int? _classes;
    private long _seed;
    private Device? _device;
    private ILabelEmbedding _labelEmbedding = new FirstPixelsOverlay();
    private INegativeSampler _negatives = new WrongLabelSampler();
    private IGoodness _goodness = new MeanSquareGoodness();
    private IContrastiveLoss _loss = new SwishLoss();
    private Func<IModulation> _modulation = () => new NoModulation();
    private ICollaboration _collaboration = new NoCollaboration();
    private INormalisation _inputNormalisation = new MeanSquareNormalisation();
    private ComputePrecision _precision;
    private AdamOptions _optimizer = new();
    private Range _scoringLayers = Range.All;
    private SoftmaxHeadOptions? _softmaxHead;
    private PredictionMethod _prediction;
    private Augmentation _augmentation = new();

    /// <summary>Sets the shape of an image. Required.</summary>
    /// <param name="channels">Channels, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1.</exception>
    public FFNetworkBuilder WithInput(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        _input = new ImageShape(channels, height, width);
        return this;
    }

    /// <summary>Sets the shape of an image, as a dataset states it. Required.</summary>
    /// <param name="shape">The shape, such as <c>dataset.Shape</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A length is below 1.</exception>
    public FFNetworkBuilder WithInput(ImageShape shape) => WithInput(shape.Channels, shape.Height, shape.Width);

    /// <summary>Sets the number of classes. Required.</summary>
    /// <param name="classes">At least 2.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two classes.</exception>
    public FFNetworkBuilder WithClasses(int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        _classes = classes;
        return this;
    }

    /// <summary>Sets the one seed that initial parameters, the order of images and the negatives come from.</summary>
    /// <param name="seed">Any number. The default is 0. The same seed, threads and machine give the same bits.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithSeed(long seed)
    {
        _seed = seed;
        return this;
    }

    /// <summary>Sets where the network lives and computes.</summary>
    /// <param name="device">The device. The default is the CPU.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithDevice(Device device) => Set(ref _device, device);

    /// <summary>Sets how a label is written into an image.</summary>
    /// <param name="embedding">The embedding. The default is <see cref="FirstPixelsOverlay"/> with the value 5.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithLabelEmbedding(ILabelEmbedding embedding) => SetForPairs(ref _labelEmbedding, embedding);

    /// <summary>Sets how negatives are made.</summary>
    /// <param name="sampler">The sampler. The default is <see cref="WrongLabelSampler"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithNegatives(INegativeSampler sampler) => SetForPairs(ref _negatives, sampler);

    /// <summary>Sets how a layer's response is measured.</summary>
    /// <param name="goodness">The goodness. The default is <see cref="MeanSquareGoodness"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithGoodness(IGoodness goodness) => SetForPairs(ref _goodness, goodness);

    /// <summary>Sets what each layer minimises.</summary>
    /// <param name="loss">The loss. The default is <see cref="SwishLoss"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithLoss(IContrastiveLoss loss) => SetForPairs(ref _loss, loss);

    /// <summary>Sets what rescales each layer's goodness while it learns.</summary>
    /// <param name="modulation">Makes a new modulation at every call, each time with the same settings, such as <c>() => new TopDownModulation()</c>: one for each layer, as it may keep state, and others that are looked at and disposed when a network is checked and saved. The default is <see cref="NoModulation"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithModulation(Func<IModulation> modulation) => SetForPairs(ref _modulation, modulation);

    /// <summary>Sets what other layers add to a layer's goodness while it learns.</summary>
    /// <param name="collaboration">The collaboration. The default is <see cref="NoCollaboration"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithCollaboration(ICollaboration collaboration) => SetForPairs(ref _collaboration, collaboration);

    /// <summary>Sets how each layer rescales its input. Class-wise and label-free layers bring a normalisation of their own: a network of such alone is refused with it.</summary>
    /// <param name="normalisation">The normalisation. The default is <see cref="MeanSquareNormalisation"/>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithInputNormalisation(INormalisation normalisation) => SetForSome(layer => layer.ReadsInputNormalisation, "layers that learn from negatives, such as AddDense", ref _inputNormalisation, normalisation);

    /// <summary>Sets in which numbers dense layers multiply; others use float32, and a network of such alone is refused with it.</summary>
    /// <param name="precision">The precision. The default is <see cref="ComputePrecision.Full"/>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such precision.</exception>
    public FFNetworkBuilder WithPrecision(ComputePrecision precision) => SetForSome(layer => layer.ReadsPrecision, "dense layers, such as AddDense and AddProjection", ref _precision, Require.Member(precision, nameof(precision)));

    /// <summary>Sets the optimizer that every layer runs by itself.</summary>
    /// <param name="options">Its settings. The default is Adam with a learning rate of 0.002 that falls along a cosine.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithOptimizer(AdamOptions options) => Set(ref _optimizer, options);

    /// <summary>Sets which layers' goodness is summed to score a label.</summary>
    /// <param name="layers">A range of layers. The default is all, <c>..</c>; Hinton leaves out the first, <c>1..</c>; <c>^1..</c> is the last alone.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithScoringLayers(Range layers)
    {
        _scoringLayers = layers;
        return this;
    }

    /// <summary>Adds a softmax head that learns along with the layers, for prediction in one pass and for modulations that ask what the network thinks.</summary>
    /// <param name="options">Its settings; null for the defaults. Without a call there is a head only where the modulation needs one.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithSoftmaxHead(SoftmaxHeadOptions? options = null)
    {
        _softmaxHead = options ?? new SoftmaxHeadOptions();
        return this;
    }

    /// <summary>Sets how the class of an image is named.</summary>
    /// <param name="method">The default is <see cref="PredictionMethod.SummedGoodness"/>; <see cref="PredictionMethod.SoftmaxHead"/> needs <see cref="WithSoftmaxHead"/>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="method"/> is no member of <see cref="PredictionMethod"/>.</exception>
    public FFNetworkBuilder WithPrediction(PredictionMethod method)
    {
        _prediction = Require.Member(method, nameof(method));
        return this;
    }

    /// <summary>Sets how the two views of an image are made, for layers that learn from such; a network of others is refused with it.</summary>
    /// <param name="augmentation">The augmentation. The default is <c>new Augmentation()</c>.</param>
    /// <returns>This builder.</returns>
    public FFNetworkBuilder WithAugmentation(Augmentation augmentation) => SetForSome(layer => layer.LearnsFrom == TrainingExamples.TwoViews, "layers that learn from two views, such as ViewContrastLayerDefinition", ref _augmentation, augmentation);

    /// <summary>Checks the whole and builds a network with fresh parameters.</summary>
    /// <returns>The network; dispose it after use.</returns>
    /// <exception cref="FFConfigurationException">Something is missing or does not fit; it lists every problem.</exception>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public FFNetwork Build()
    {
        FFNetworkDefinition definition = Define();
        TorchRuntime.EnsureLoaded();
        return new FFNetwork(definition, _device ?? CPU);
    }

    /// <summary>Checks the whole and freezes it.</summary>
    /// <param name="statesAll">Whether the calls come from a file, which states settings that no layer reads as well.</param>
    /// <exception cref="FFConfigurationException">Something is missing or does not fit; it lists every problem.</exception>
    internal FFNetworkDefinition Define(bool statesAll = false)
    {
        IReadOnlyList<ConfigurationProblem> problems = [.. FindProblems(), .. statesAll ? [] : FindIdleCalls()];
        if (problems.Count > 0)
            throw new FFConfigurationException(problems);
        return new FFNetworkDefinition
        {
            Input = _input!.Value,
            Classes = _classes!.Value,
            Seed = _seed,
            LabelEmbedding = _labelEmbedding,
            Negatives = _negatives,
            Goodness = _goodness,
            Loss = _loss,
            Modulation = _modulation,
            Collaboration = _collaboration,
            InputNormalisation = _inputNormalisation,
            Precision = _precision,
            Optimizer = _optimizer,
            ScoringLayers = _scoringLayers,
            SoftmaxHead = FindHead(),
            Prediction = _prediction,
            Augmentation = _augmentation,
            Layers = [.. _layers],
        };
    }

    private FFNetworkBuilder Set<T>(ref T part, T value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        part = value;
        return this;
    }

    private FFNetworkBuilder SetForPairs<T>(ref T part, T value, [CallerArgumentExpression(nameof(value))] string? name = null, [CallerMemberName] string? call = null)
    {
        _callsForPairs.Add(call!);
        return Set(ref part, value, name);
    }

    private FFNetworkBuilder SetForSome<T>(Func<LayerDefinition, bool> reads, string readers, ref T part, T value, [CallerArgumentExpression(nameof(value))] string? name = null, [CallerMemberName] string? call = null)
    {
        _callsForSome[call!] = (reads, readers);
        return Set(ref part, value, name);
    }

    private SoftmaxHeadOptions? FindHead()
    {
        if (_softmaxHead is not null)
            return _softmaxHead;
        IModulation? example = _modulation();
        using (example as IDisposable)
            return example?.RequiredHead;
    }
}
