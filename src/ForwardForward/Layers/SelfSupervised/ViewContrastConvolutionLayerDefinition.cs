using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>A convolutional layer that learns without labels, from two augmented views of each image.</summary>
/// <remarks>
/// SimCLR (arXiv 2002.05709) layer by layer, as <see cref="ViewContrastLayerDefinition"/>: convolution, rectification,
/// squares of <see cref="ConvolutionLayerDefinition.Pool"/> averaged; for the comparison the map is averaged once more to
/// <see cref="ViewContrastOptions.Grid"/>.
/// </remarks>
public sealed class ViewContrastConvolutionLayerDefinition : ConvolutionLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public ViewContrastConvolutionLayerDefinition(int channels)
        : base(channels)
    {
    }

    /// <summary>How the views are compared.</summary>
    /// <value>The default is 64 dimensions of a 4×4 grid and a temperature of 0.2.</value>
    public ViewContrastOptions Contrast { get; init => field = Require.NotNull(value, nameof(Contrast)); } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"View contrast {Kernel}×{Kernel}×{Channels}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.TwoViews;

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ConvolutionLayer(Name, ConvolutionOf(context.Classes), CreateNormalisation(context), context, new ViewContrastObjective(
            Contrast, OutputShape(context.InputShape), context));
    }
}
