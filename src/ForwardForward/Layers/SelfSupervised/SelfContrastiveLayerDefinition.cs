using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A dense layer that learns without labels. A sample laid over itself should have a high goodness; laid over another sample of the batch,
/// a low one.
/// </summary>
/// <remarks>
/// SCFF (Chen et al., "Self-Contrastive Forward-Forward Algorithm", Nature Communications 2025, arXiv 2409.11593). Both images of a pair
/// share one weight matrix. With z = W · x̂ + b, the response to a positive is 2 z and to a negative zᵢ + zⱼ, so negatives cost no matrix
/// product. j is a random rotation of the batch. The output is relu(z − mean z). The paper learns one layer after the other
/// (<c>TrainingSchedule.Greedy</c>).
/// </remarks>
public sealed class SelfContrastiveLayerDefinition : FullyConnectedLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public SelfContrastiveLayerDefinition(int units)
        : base(units)
    {
    }

    /// <summary>The goodness that is wanted of the pairs.</summary>
    /// <value>The default is the paper's code for MNIST.</value>
    public SelfContrastiveOptions Contrast { get; init => field = Require.NotNull(value, nameof(Contrast)); } = new();

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Self-contrastive {Units}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.Images;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool ScoresClasses => false;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool ReadsPrecision => false;

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new SelfContrastiveLayer(Name, Units, context.StandardiseSamples(), Contrast, context);
    }
}
