using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Layers;
using ForwardForward.Normalisation;
using ForwardForward.Runtime;

namespace ForwardForward.SelfSupervised;

/// <summary>A convolutional layer that learns without labels, from two augmented views of each image.</summary>
/// <remarks>
/// As <see cref="ViewContrastLayerDefinition"/>: convolution, rectification, squares of <see cref="Pool"/> averaged; for the comparison the map is averaged once more to
/// <see cref="ViewContrastOptions.Grid"/>.
/// </remarks>
public sealed record ViewContrastConvolutionLayerDefinition : LayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public ViewContrastConvolutionLayerDefinition(int channels)
    {
        Channels = Require.AtLeast(1, channels, nameof(channels));
    }

    /// <summary>The output channels.</summary>
    public int Channels { get; }

    /// <summary>The side of the square kernel, odd; the input is padded so that the map keeps its size.</summary>
    /// <value>The default is 3.</value>
    public int Kernel { get; init => field = Require.Odd(value, nameof(Kernel)); } = 3;

    /// <summary>The side of the squares that are averaged to one place of the output; 1 for none.</summary>
    /// <value>The default is 2.</value>
    public int Pool { get; init => field = Require.AtLeast(1, value, nameof(Pool)); } = 2;

    /// <summary>How the views are compared.</summary>
    /// <value>The default is 64 dimensions of a 4×4 grid and a temperature of 0.2.</value>
    public ViewContrastOptions Contrast { get; init => field = Require.NotNull(value, nameof(Contrast)); } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"View contrast {Kernel}×{Kernel}×{Channels}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingRows Rows => TrainingRows.TwoViews;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool ScoresClasses => false;

    private Convolution Convolution => new() { Channels = Channels, Kernel = Kernel, Pool = Pool, BeginsAsHe = true };

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => Convolution.OutputShape(inputShape);

    /// <inheritdoc/>
    public override string? FindProblem(IReadOnlyList<long> inputShape, int classes) => Convolution.FindProblem(inputShape);

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ConvolutionLayer(Name, Convolution, new StandardiseNormalisation(), context, new ViewContrastObjective(Contrast, OutputShape(context.InputShape), context));
    }
}
