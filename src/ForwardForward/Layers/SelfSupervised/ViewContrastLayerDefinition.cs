using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>A dense layer of rectified units that learns without labels, from two augmented views of each image.</summary>
/// <remarks>
/// The objective of SimCLR (Chen et al. 2020, arXiv 2002.05709) in every layer by itself, with a linear projection head
/// of its own, as CLAPP and Greedy InfoMax (Löwe et al. 2019, arXiv 1905.11786) do with theirs. The views come from
/// <c>FFNetworkBuilder.WithAugmentation</c>.
/// </remarks>
public sealed class ViewContrastLayerDefinition : FullyConnectedLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public ViewContrastLayerDefinition(int units)
        : base(units)
    {
    }

    /// <summary>How the views are compared.</summary>
    /// <value>The default is 64 dimensions and a temperature of 0.2.</value>
    public ViewContrastOptions Contrast { get; init => field = Require.NotNull(value, nameof(Contrast)); } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"View contrast {Units}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.TwoViews;

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context) =>
        new DenseLayer(
            new DenseLayerDefinition(Units), context, Name, new ViewContrastObjective(Contrast, [Units], context),
            context.StandardiseSamples());
}
