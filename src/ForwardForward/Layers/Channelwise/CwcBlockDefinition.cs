using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A channel-wise competitive block: convolution 3×3, rectification, with a separator 2×2 maximum pooling, then batch normalisation.
/// The channels are in equal groups, one a class, and a class's goodness is the mean square of its group.
/// </summary>
/// <remarks>
/// Papachristodoulou et al., "Convolutional Channel-wise Competitive Learning for the Forward-Forward Algorithm" (AAAI 2024,
/// arXiv 2312.12668). A separator is their class-specific feature extractor (CFSE): its convolution keeps the groups of the classes apart.
/// The goodness is measured after batch normalisation, as in their code. Nothing rescales the input; the label is no part of it.
/// </remarks>
public sealed class CwcBlockDefinition : LayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="channels">The output channels, a multiple of the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public CwcBlockDefinition(int channels)
    {
        Channels = Require.AtLeast(1, channels, nameof(channels));
    }

    /// <summary>The output channels.</summary>
    public int Channels { get; }

    /// <summary>Whether the block is a separator: its convolution keeps the classes' groups apart, and it pools.</summary>
    /// <value>The default is false.</value>
    public bool Separator { get; init; }

    /// <summary>What the goodness of the classes should become.</summary>
    /// <value>
    /// The default is <see cref="CrossEntropyLoss"/>, their "CwC_CE"; the paper's own loss is <see cref="ChannelwiseCompetitionLoss"/>.
    /// </value>
    public IClassLoss Loss { get; init => field = Require.NotNull(value, nameof(Loss)); } = new CrossEntropyLoss();

    /// <summary>
    /// Whether batch normalisation uses the statistics of the images at hand in evaluation too. An image's features
    /// then depend on the images it comes with.
    /// </summary>
    /// <value>The default is false: the running statistics of training.</value>
    public bool UseBatchStatistics { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name =>
        string.Create(CultureInfo.InvariantCulture, $"CwC {(Separator ? "separator " : string.Empty)}{Channels}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.Images;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool ReadsInputNormalisation => false;

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => ConvolutionOf(1).OutputShape(inputShape);

    /// <inheritdoc/>
    public override string? FindProblem(IReadOnlyList<long> inputShape, int classes) =>
        ClassGroups.FindProblem("channels", Channels, classes) ?? ConvolutionOf(classes).FindProblem(inputShape);

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ConvolutionLayer(Name, ConvolutionOf(context.Classes), new NoNormalisation(), context, new ClassGroupObjective(
            GroupMeasure.MeanSquare, Loss, context.Classes));
    }

    private Convolution ConvolutionOf(int classes) => new()
    {
        Channels = Channels,
        Kernel = 3,
        Groups = Separator ? classes : 1,
        Pool = Separator ? 2 : 1,
        PoolsMaximum = true,
        BatchNorm = true,
        AlwaysUsesBatchStatistics = UseBatchStatistics,
    };
}
