using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A convolutional layer that learns which channels speak for which class. The goodness of a class is the sum of the channels' responses,
/// each weighted by its share in the class. It needs no negatives and no label in the image, and may have any number of channels.
/// </summary>
/// <remarks>
/// After CAW (arXiv 2606.09928). For each channel, p = 0.94 · mean + 0.06 · maximum − 0.05 · minimum over all places. The goodness is g =
/// p · W, where W is the softmax of A / T over the classes. A begins at 0.5, and T, which is learned too, at 10. The entropy of W is added
/// to the loss, so a channel comes to speak for few classes. The paper also shrinks T by 0.995 an epoch, and adds a cost of less than 10⁻⁶
/// for similar columns of W. The input x̂ is standardised channel by channel (<see cref="MapNormalisation.Channel"/>).
/// </remarks>
public sealed class ChannelGoodnessConvolutionLayerDefinition : ConvolutionLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public ChannelGoodnessConvolutionLayerDefinition(int channels)
        : base(channels)
    {
        Normalisation = MapNormalisation.Channel;
    }

    /// <summary>What the goodness of the classes should become.</summary>
    /// <value>The default is <see cref="CrossEntropyLoss"/> with a label smoothing of 0.1.</value>
    public IClassLoss Loss { get; init => field = Require.NotNull(value, nameof(Loss)); } = new CrossEntropyLoss(labelSmoothing: 0.1);

    /// <summary>What the entropy of the channels' shares is multiplied by where it is added to the loss; not negative.</summary>
    /// <value>The default is 0.01.</value>
    public double EntropyWeight { get; init => field = Require.NotNegative(value, nameof(EntropyWeight)); } = 0.01;

    /// <summary>
    /// What images of one class should have in common in what the layer hands on, beside the loss; null for no such contrast.
    /// </summary>
    /// <value>The default is null.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SupervisedContrastOptions? Contrast { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Channel goodness {Kernel}×{Kernel}×{Channels}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.Images;

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ChannelGoodnessObjective objective = new(Loss, EntropyWeight, Channels, context);
        return new ConvolutionLayer(
            Name, ConvolutionOf(context.Classes), CreateNormalisation(context), context,
            ContrastedObjective.Of(objective, Contrast, OutputShape(context.InputShape), groups: 1, context));
    }
}
