using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using ForwardForward.Data;
using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Everything that a network is, except its parameters. Frozen by <see cref="FFNetworkBuilder.Build"/>.</summary>
/// <remarks>
/// Immutable, and safe to share between threads. Only the builder and <see cref="FromJson"/> make one, and both check it. Two definitions
/// are equal if their JSON is: strategies and layers, also those of your own, compare by type and public properties.
/// </remarks>
public sealed partial record FFNetworkDefinition
{
    /// <summary>The most layers that a network can have: far more than any use, and few enough to load one in no time.</summary>
    internal const int MostLayers = 10_000;

    private static readonly ILabelEmbedding OverPixels = new FirstPixelsOverlay(), BesideColumns = new AppendedLabel();

    private const string PairLayers = "layers that learn from positives and negatives, such as AddDense";

    internal FFNetworkDefinition()
    {
    }

    /// <summary>The properties with a setter, in their order: JSON, equality and the identity of a run have them all.</summary>
    internal static IReadOnlyList<PropertyInfo> Settings { get; } =
        [.. typeof(FFNetworkDefinition).GetProperties().Where(property => property.CanWrite).OrderBy(property => property.MetadataToken)];

    /// <summary>The shape of an image.</summary>
    public ImageShape Input { get; internal init => field = WithoutEmptySide(value); }

    /// <summary>The number of classes.</summary>
    public int Classes { get; internal init => field = Require.AtLeast(2, value, "classes"); }

    /// <summary>The names of the classes, in the order of their labels; null if they have none.</summary>
    /// <value>The default is null.</value>
    [NotPartOfRun]
    public IReadOnlyList<string>? ClassNames
    {
        get;
        internal init => field = value is null ? null : Data.ClassNames.Checked(value, "class names");
    }

    /// <summary>
    /// What images are scaled by before the layers see them, unless they are labelled images that know their own; null for nothing.
    /// </summary>
    /// <value>The default is null.</value>
    public Standardisation? Standardisation { get; internal init; }

    /// <summary>
    /// How image files become images of the network's shape, as the training images did; null if it was not set.
    /// <see cref="FFNetwork.PredictFiles"/> reads files in this way.
    /// </summary>
    /// <value>The default is null.</value>
    [NotPartOfRun]
    public ImageFit? ImageFit
    {
        get;
        internal init => field = value is { } fit ? Require.Member(fit, "image fit") : null;
    }

    /// <summary>How rows of a table become the vectors that the network takes; null if it did not learn from a table.</summary>
    /// <value>The default is null.</value>
    public TableEncoding? Table { get; internal init; }

    /// <summary>The one seed that initial parameters, the order of images and the negatives come from.</summary>
    /// <value>The default is 0.</value>
    public long Seed { get; internal init; }

    /// <summary>How a label is written into an image.</summary>
    /// <value>
    /// The default is <see cref="FirstPixelsOverlay"/> with the value 5; for a table, whose first columns it would write over, it is
    /// <see cref="AppendedLabel"/>.
    /// </value>
    [ReadBy(nameof(LayerDefinition.LearnsFromPairs), PairLayers)]
    public ILabelEmbedding LabelEmbedding { get => field ?? (Table is null ? OverPixels : BesideColumns); internal init; }

    /// <summary>How negatives are made.</summary>
    /// <value>
    /// The default is <see cref="FirstLayerSampler"/> if a dense first layer without dropout scores labels at little cost. That is so with
    /// an <see cref="ILabelOverlay"/>, an <see cref="IRowScaling"/> and the <see cref="MeanSquareGoodness"/>. Otherwise it is
    /// <see cref="WrongLabelSampler"/>.
    /// </value>
    [ReadBy(nameof(LayerDefinition.LearnsFromPairs), PairLayers)]
    public INegativeSampler Negatives { get => field ?? UsualNegatives; internal init; }

    /// <summary>How a layer's response is measured.</summary>
    /// <value>The default is <see cref="MeanSquareGoodness"/>.</value>
    [ReadBy(nameof(LayerDefinition.LearnsFromPairs), PairLayers)]
    public IGoodness Goodness { get; internal init; } = new MeanSquareGoodness();

    /// <summary>What each layer minimises.</summary>
    /// <value>The default is <see cref="SwishLoss"/>.</value>
    [ReadBy(nameof(LayerDefinition.LearnsFromPairs), PairLayers)]
    public IContrastiveLoss Loss { get; internal init; } = new SwishLoss();

    /// <summary>What rescales each layer's goodness while it learns.</summary>
    /// <value>The default is <see cref="NoModulation"/>.</value>
    [ReadBy(nameof(LayerDefinition.LearnsFromPairs), PairLayers)]
    public IModulation Modulation { get; internal init; } = new NoModulation();

    /// <summary>What other layers add to a layer's goodness while it learns.</summary>
    /// <value>The default is <see cref="NoCollaboration"/>.</value>
    [ReadBy(nameof(LayerDefinition.LearnsFromPairs), PairLayers)]
    public ICollaboration Collaboration { get; internal init; } = new NoCollaboration();

    /// <summary>How the two views of an image are made, for layers that learn from views.</summary>
    /// <value>The default is <c>new Augmentation()</c>.</value>
    [ReadBy(nameof(LayerDefinition.LearnsFromViews), "layers that learn from two views, such as ViewContrastLayerDefinition")]
    public Augmentation Augmentation { get; internal init; } = new();

    /// <summary>How each layer rescales its input.</summary>
    /// <value>The default is <see cref="MeanSquareNormalisation"/>.</value>
    [ReadBy(nameof(LayerDefinition.ReadsInputNormalisation), "layers that learn from negatives, such as AddDense", IsAlwaysWritten = true)]
    public INormalisation InputNormalisation { get; internal init; } = new MeanSquareNormalisation();

    /// <summary>The number type in which dense and convolutional layers multiply.</summary>
    /// <value>The default is <see cref="ComputePrecision.Full"/>.</value>
    [ReadBy(
        nameof(LayerDefinition.ReadsPrecision), "dense and convolutional layers, such as AddDense and AddConvolutionProjection",
        IsAlwaysWritten = true)]
    public ComputePrecision Precision { get; internal init => field = Require.Member(value, "precision"); }

    /// <summary>The settings of each layer's optimizer.</summary>
    /// <value>The default is Adam with a learning rate of 0.002 that falls along a cosine.</value>
    public AdamOptions Optimizer { get; internal init; } = new();

    /// <summary>Which layers' goodness is summed to score a label. Nothing that is learned depends on it.</summary>
    /// <value>The default is all, <c>..</c>.</value>
    [NotPartOfRun]
    public Range ScoringLayers { get; internal init; } = Range.All;

    /// <summary>
    /// What each layer's goodness is multiplied by before it is summed, from the first layer on; null for 1 each. Nothing that is learned
    /// depends on it. <c>FFNetwork.FuseLayers</c> chooses them.
    /// </summary>
    /// <value>The default is null.</value>
    [NotPartOfRun]
    public IReadOnlyList<double>? LayerWeights
    {
        get;
        internal init => field = value is null ? null : [.. value.Select(weight => Require.NotNegative(weight, "layer weights"))];
    }

    /// <summary>The softmax head that learns along with the layers, or null for none.</summary>
    /// <value>The default is what the modulation needs, mostly null.</value>
    public SoftmaxHeadOptions? SoftmaxHead { get => field ?? Modulation.RequiredHead; internal init; }

    /// <summary>How the class of an image is named.</summary>
    /// <value>The default is <see cref="PredictionMethod.SummedGoodness"/>.</value>
    public PredictionMethod Prediction { get; internal init => field = Require.Member(value, "method"); }

    /// <summary>
    /// What scores are divided by before a softmax makes probabilities of them; positive. Nothing that is learned depends on it.
    /// <c>FFNetwork.Calibrate</c> chooses it.
    /// </summary>
    /// <value>The default is 1.</value>
    [NotPartOfRun]
    public double Temperature { get; internal init => field = Require.Positive(value, "temperature"); } = 1;

    /// <summary>The layers, from the input on.</summary>
    public ImmutableArray<LayerDefinition> Layers { get; internal init; } = [];

    /// <summary>What the layers learn from; it is the same for all of them.</summary>
    public TrainingExamples LearnsFrom => Layers[0].LearnsFrom;

    /// <summary>Whether every layer's goodness can tell classes apart.</summary>
    public bool ScoresClasses =>
        Layers.All(layer => layer.ScoresClasses) && (LearnsFrom != TrainingExamples.PositivesAndNegatives || LabelEmbedding.CarriesLabel);

    /// <summary>Builds a network of this definition, with fresh parameters.</summary>
    /// <param name="seed">
    /// The seed of its parameters; null for the definition's own, which gives the parameters that the network began with.
    /// </param>
    /// <param name="device">Where it lives; null for the CPU.</param>
    /// <returns>An untrained network; dispose it after use.</returns>
    /// <exception cref="TorchRuntimeException">libtorch cannot be loaded; the message says why and what to do.</exception>
    public FFNetwork Build(long? seed = null, Device? device = null)
    {
        TorchRuntime.EnsureLoaded();
        return new FFNetwork(this with { Seed = seed ?? Seed }, device ?? CPU);
    }

    /// <summary>The shape of what the first layer takes: an image, with its label where layers learn from pairs.</summary>
    internal IReadOnlyList<long> FirstInputShape => Layers is [{ LearnsFromPairs: true }, ..]
        ? LabelEmbedding.ShapeShowing(Input, Classes)
        : Input.Lengths;

    /// <summary>What images are scaled by: those of labelled images that know it by theirs, all others by the network's.</summary>
    internal Standardisation? ScalingOf(Tensor images) => Pixels.StandardisationOf(images) ?? Standardisation;

    /// <summary>The network in one line.</summary>
    /// <returns>Such as "1×28×28 → Dense 500 → Dense 500, 10 classes".</returns>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture, $"{Input} → {string.Join(" → ", Layers.Select(layer => layer.Name))}, {Classes} classes");

    // Where the first layer scores all labels by the product that its step needs anyway, in the goodness that the sharpness was chosen for.
    private INegativeSampler UsualNegatives => Layers is [DenseLayerDefinition { Dropout: 0 }, ..] && LabelEmbedding is ILabelOverlay
        && InputNormalisation is IRowScaling && Goodness is MeanSquareGoodness
        ? new FirstLayerSampler()
        : new WrongLabelSampler();

    private static ImageShape WithoutEmptySide(ImageShape shape)
    {
        Require.AtLeast(1, shape.Channels, "channels");
        Require.AtLeast(1, shape.Height, "height");
        Require.AtLeast(1, shape.Width, "width");
        return shape;
    }
}
