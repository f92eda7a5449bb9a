using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A dense layer whose goodness of each class is a learned projection of its activations. It needs no negatives and no label in the image.
/// </summary>
/// <remarks>
/// Mono-Forward (Gong et al., arXiv 2501.09238): a = relu(W · x̂ + b), g = a · M, cross-entropy of g, and no gradient to the layer below.
/// The same local loss is the "pred" of Nøkland and Eidnes (2019). Each layer standardises each sample of its input. It leaves rows of a
/// table as they are, because their few numbers would lose their mean and their length.
/// </remarks>
public sealed class ProjectionLayerDefinition : FullyConnectedLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="units">The number of units, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public ProjectionLayerDefinition(int units)
        : base(units)
    {
    }

    /// <summary>The chance of each element of the normalised input to be set to 0 while learning; at least 0 and below 1.</summary>
    /// <value>The default is 0.</value>
    public double Dropout { get; init => field = Require.BelowOne(value, nameof(Dropout)); }

    /// <summary>How the activations become class scores.</summary>
    /// <value>The default is the plain projection with cross-entropy.</value>
    public ProjectionOptions Projection { get; init => field = Require.NotNull(value, nameof(Projection)); } = new();

    /// <summary>
    /// What images of one class should have in common in what the layer hands on, beside the loss; null for no such contrast.
    /// </summary>
    /// <value>The default is null.</value>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SupervisedContrastOptions? Contrast { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Projection {Units}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.Images;

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context) => new DenseLayer(
        new DenseLayerDefinition(Units) { Dropout = Dropout }, context, Name,
        ContrastedObjective.Of(new ProjectionObjective(Projection, [Units], context), Contrast, [Units], groups: 1, context),
        context.StandardiseSamples());
}
