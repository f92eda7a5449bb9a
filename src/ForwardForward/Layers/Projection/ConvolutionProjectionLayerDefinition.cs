using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A convolutional layer whose goodness of each class is a learned projection of its map, averaged to a small grid. It needs no negatives
/// and no label in the image.
/// </summary>
/// <remarks>
/// a = relu(conv(x̂)), averaged over squares of <see cref="ConvolutionLayerDefinition.Pool"/>, is the map that the next layer reads. It is
/// averaged once more to <see cref="ProjectionOptions.Grid"/> and projected. This is the convolutional Mono-Forward (arXiv 2501.09238) and
/// its relatives (SFF, arXiv 2501.03176; ASGE, arXiv 2509.12394). Each layer standardises its input per sample.
/// </remarks>
public sealed class ConvolutionProjectionLayerDefinition : ConvolutionLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public ConvolutionProjectionLayerDefinition(int channels)
        : base(channels)
    {
    }

    /// <summary>How the map becomes class scores.</summary>
    /// <value>The default is the plain projection of a 7×7 grid with cross-entropy.</value>
    public ProjectionOptions Projection { get; init => field = Require.NotNull(value, nameof(Projection)); } = new();

    /// <summary>
    /// What images of one class should have in common in what the layer hands on, beside the loss; null for no such contrast.
    /// </summary>
    /// <value>The default is null.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SupervisedContrastOptions? Contrast { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Convolution {Kernel}×{Kernel}×{Channels}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.Images;

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        IReadOnlyList<long> shape = OutputShape(context.InputShape);
        return new ConvolutionLayer(
            Name, ConvolutionOf(context.Classes), CreateNormalisation(context), context,
            ContrastedObjective.Of(new ProjectionObjective(Projection, shape, context), Contrast, shape, groups: 1, context));
    }
}
