using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A convolutional layer that learns without labels. A sample laid over itself should have a high goodness; laid over another sample of
/// the batch, a low one.
/// </summary>
/// <remarks>
/// SCFF (arXiv 2409.11593) as <see cref="SelfContrastiveLayerDefinition"/> describes it. Here z is a map, and its goodness is the mean
/// over channels and places. The output is relu(z − mean z over the channels of a place), averaged over squares of
/// <see cref="ConvolutionLayerDefinition.Pool"/>.
/// </remarks>
public sealed class SelfContrastiveConvolutionLayerDefinition : ConvolutionLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public SelfContrastiveConvolutionLayerDefinition(int channels)
        : base(channels)
    {
    }

    /// <summary>The goodness that is wanted of the pairs.</summary>
    /// <value>The default is the paper's code for MNIST.</value>
    public SelfContrastiveOptions Contrast { get; init => field = Require.NotNull(value, nameof(Contrast)); } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Self-contrastive {Kernel}×{Kernel}×{Channels}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.Images;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool ReadsPrecision => false;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool ScoresClasses => false;

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new SelfContrastiveLayer(Name, ConvolutionOf(context.Classes), CreateNormalisation(context), Contrast, context);
    }
}
