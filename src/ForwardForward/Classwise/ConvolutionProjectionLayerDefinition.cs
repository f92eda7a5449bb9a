using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Layers;
using ForwardForward.Normalisation;
using ForwardForward.Runtime;

namespace ForwardForward.Classwise;

/// <summary>
/// A convolutional layer whose goodness of each class is a learned projection of its map, averaged to a small grid; no negatives, no label in
/// the image.
/// </summary>
/// <remarks>
/// a = relu(conv(x̂)), averaged over squares of <see cref="Pool"/>; the map goes on to the next layer, and averaged once more to
/// <see cref="ProjectionOptions.Grid"/> it is projected: the convolutional Mono-Forward (arXiv 2501.09238) and its relatives (SFF, arXiv 2501.03176; ASGE,
/// arXiv 2509.12394). Each layer standardises its input per sample.
/// </remarks>
public sealed record ConvolutionProjectionLayerDefinition : LayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="channels">The output channels, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one channel.</exception>
    public ConvolutionProjectionLayerDefinition(int channels)
    {
        Channels = Require.AtLeast(1, channels, nameof(channels));
    }

    /// <summary>The output channels.</summary>
    public int Channels { get; }

    /// <summary>The side of the square kernel, odd, at least 1; the input is padded so that the map keeps its size.</summary>
    /// <value>The default is 3.</value>
    public int Kernel { get; init => field = Require.Odd(value, nameof(Kernel)); } = 3;

    /// <summary>The side of the squares that are averaged to one place of the output; 1 for none.</summary>
    /// <value>The default is 2.</value>
    public int Pool { get; init => field = Require.AtLeast(1, value, nameof(Pool)); } = 2;

    /// <summary>How the map becomes class scores.</summary>
    /// <value>The default is the plain projection of a 7×7 grid with cross-entropy.</value>
    public ProjectionOptions Projection { get; init => field = Require.NotNull(value, nameof(Projection)); } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Convolution {Kernel}×{Kernel}×{Channels}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingRows Rows => TrainingRows.Images;

    private Convolution Convolution => new() { Channels = Channels, Kernel = Kernel, Pool = Pool, BeginsAsHe = true };

    /// <inheritdoc/>
    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => Convolution.OutputShape(inputShape);

    /// <inheritdoc/>
    public override string? FindProblem(IReadOnlyList<long> inputShape, int classes) => Convolution.FindProblem(inputShape);

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new ConvolutionLayer(Name, Convolution, new StandardiseNormalisation(), context, new ProjectionObjective(Projection, OutputShape(context.InputShape), context));
    }
}
