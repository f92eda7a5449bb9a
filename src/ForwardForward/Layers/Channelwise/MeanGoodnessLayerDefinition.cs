using System.Globalization;
using System.Text.Json.Serialization;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>
/// A dense layer with one group of units for each class. The goodness of a class is the mean of its group, not squared. It needs no
/// further parameters, no negatives and no label in the image.
/// </summary>
/// <remarks>
/// DeeperForward (Sun et al., ICLR 2025): a squared goodness gives weak units almost no slope, and a mean does. The next layer's input is
/// standardised group by group, so it cannot read this layer's goodness. The paper divides nothing by a temperature and trains with a rate
/// of 0.08; the default loss here has T = 0.1, to be trained with ordinary rates. Its dropout follows the rectification; here it is on the
/// normalised input.
/// </remarks>
public sealed class MeanGoodnessLayerDefinition : FullyConnectedLayerDefinition
{
    /// <summary>Creates the definition.</summary>
    /// <param name="units">The number of units, a multiple of the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one unit.</exception>
    public MeanGoodnessLayerDefinition(int units)
        : base(units)
    {
    }

    /// <summary>The chance of each element of the normalised input to be set to 0 while learning; at least 0 and below 1.</summary>
    /// <value>The default is 0.</value>
    public double Dropout { get; init => field = Require.BelowOne(value, nameof(Dropout)); }

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
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"Mean goodness {Units}");

    /// <inheritdoc/>
    [JsonIgnore]
    public override TrainingExamples LearnsFrom => TrainingExamples.Images;

    /// <inheritdoc/>
    public override string? FindProblem(IReadOnlyList<long> inputShape, int classes) => ClassGroups.FindProblem("units", Units, classes);

    /// <inheritdoc/>
    public override LocalLayer Create(LayerContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool followsGroups = context.InputShape.Count == 1 && context.InputShape[0] % context.Classes == 0;
        return new DenseLayer(
            new DenseLayerDefinition(Units) { Dropout = Dropout },
            context,
            Name,
            ContrastedObjective.Of(
                new ClassGroupObjective(GroupMeasure.Mean, Loss, context.Classes), Contrast, [Units], context.Classes, context),
            context.StandardiseSamples(followsGroups ? context.Classes : 1));
    }
}
