using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A convolutional layer with one group of channels for each class. The goodness of a class is the mean of its group over all places, not
/// squared. It needs no further parameters, no negatives and no label in the image.
/// </summary>
/// <remarks>
/// As <see cref="MeanGoodnessLayerDefinition"/>, after DeeperForward (Sun et al., ICLR 2025) and HCL-FF (arXiv 2605.24797). The
/// activations are a = relu(conv(x̂)), pooled, and the goodness of class c is the mean of a over its channels and places. x̂ is the input,
/// standardised for each class group by itself (<see cref="MapNormalisation.ClassGroup"/>). So the layer cannot read the goodness of the
/// previous layer. A shortcut does not change this layer's goodness, except that concatenation divides it by the growth in channels. The
/// papers' layers have no bias, and add the standardised map to an earlier one over two layers.
/// </remarks>
public sealed class MeanGoodnessConvolutionLayerDefinition : ConvolutionLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="channels">The output channels, a multiple of the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public MeanGoodnessConvolutionLayerDefinition(int channels)
        : base(channels)
    {
        Normalisation = MapNormalisation.ClassGroup;
    }

    /// <summary>What the goodness of the classes should become.</summary>
    /// <value>The default is <see cref="CrossEntropyLoss"/> with a temperature of 0.1.</value>
    public IClassLoss Loss { get; init => field = Require.NotNull(value, nameof(Loss)); } = new CrossEntropyLoss(temperature: 0.1);

    /// <summary>
    /// What images of one class should have in common in what the layer hands on, beside the loss; null for no such contrast.
    /// </summary>
    /// <value>The default is null.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SupervisedContrastOptions? Contrast { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Mean goodness {Kernel}×{Kernel}×{Channels}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.Images;

    private protected override bool HasClassGroups => true;

    /// <inheritdoc/>
    public override string? FindProblem(IReadOnlyList<long> inputShape, int classes) =>
        ClassGroups.FindProblem("channels", Channels, classes) ?? base.FindProblem(inputShape, classes);

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ConvolutionLayer(
            Name, ConvolutionOf(context.Classes), CreateNormalisation(context), context,
            ContrastedObjective.Of(
                new ClassGroupObjective(GroupMeasure.Mean, Loss, context.Classes), Contrast, OutputShape(context.InputShape),
                context.Classes, context));
    }
}
