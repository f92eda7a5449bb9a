using System.Collections.Immutable;
using System.Globalization;
using ForwardForward.Collaboration;
using ForwardForward.Data;
using ForwardForward.Goodness;
using ForwardForward.Labels;
using ForwardForward.Layers;
using ForwardForward.Losses;
using ForwardForward.Modulation;
using ForwardForward.Negatives;
using ForwardForward.Normalisation;
using ForwardForward.Optimizers;
using ForwardForward.Readout;

namespace ForwardForward;

/// <summary>Everything that a network is, but for its parameters. Frozen by <see cref="FFNetworkBuilder.Build"/>.</summary>
/// <remarks>Immutable, and safe to share between threads.</remarks>
public sealed record FFNetworkDefinition
{
    internal FFNetworkDefinition()
    {
    }

    /// <summary>The shape of an image.</summary>
    public required ImageShape Input { get; init; }

    /// <summary>The number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>The one seed that initial parameters, the order of images and the negatives come from.</summary>
    public required long Seed { get; init; }

    /// <summary>How a label is written into an image.</summary>
    public required ILabelEmbedding LabelEmbedding { get; init; }

    /// <summary>How negatives are made.</summary>
    public required INegativeSampler Negatives { get; init; }

    /// <summary>How a layer's response is measured.</summary>
    public required IGoodness Goodness { get; init; }

    /// <summary>What each layer minimises.</summary>
    public required IContrastiveLoss Loss { get; init; }

    /// <summary>Creates the modulation of one layer.</summary>
    public required Func<IModulation> Modulation { get; init; }

    /// <summary>What other layers add to a layer's goodness.</summary>
    public required ICollaboration Collaboration { get; init; }

    /// <summary>How each layer rescales its input.</summary>
    public required INormalisation InputNormalisation { get; init; }

    /// <summary>In which numbers dense layers multiply.</summary>
    public required ComputePrecision Precision { get; init; }

    /// <summary>The settings of each layer's optimizer.</summary>
    public required AdamOptions Optimizer { get; init; }

    /// <summary>Which layers' goodness is summed to score a label.</summary>
    public required Range ScoringLayers { get; init; }

    /// <summary>The softmax head that learns along with the layers, or null for none.</summary>
    public required SoftmaxHeadOptions? SoftmaxHead { get; init; }

    /// <summary>How the class of an image is named.</summary>
    public required PredictionMethod Prediction { get; init; }

    /// <summary>How the two views of an image are made, for layers that learn from such.</summary>
    public required Augmentation Augmentation { get; init; }

    /// <summary>The layers, from the input on.</summary>
    public required ImmutableArray<LayerDefinition> Layers { get; init; }

    /// <summary>What rows the layers learn from: all of them the same.</summary>
    public TrainingRows Rows => Layers[0].Rows;

    /// <summary>Whether every layer's goodness can tell classes apart.</summary>
    public bool ScoresClasses => Layers.All(layer => layer.ScoresClasses) && (Rows != TrainingRows.PositivesAndNegatives || LabelEmbedding.CarriesLabel);

    /// <summary>The network in one line.</summary>
    /// <returns>Such as "1×28×28 → Dense 500 → Dense 500, 10 classes".</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Input} → {string.Join(" → ", Layers.Select(layer => layer.Name))}, {Classes} classes");
}
