using System.Collections.Immutable;
using System.Globalization;
using ForwardForward.Data;

namespace ForwardForward;

/// <summary>Everything that a network is, but for its parameters. Frozen by <see cref="FFNetworkBuilder.Build"/>.</summary>
/// <remarks>Immutable, and safe to share between threads. Only the builder makes one, and sets every part: so whatever holds one, holds one that was checked.</remarks>
public sealed record FFNetworkDefinition
{
    internal FFNetworkDefinition()
    {
    }

    /// <summary>The shape of an image.</summary>
    public ImageShape Input { get; internal init; }

    /// <summary>The number of classes.</summary>
    public int Classes { get; internal init; }

    /// <summary>The one seed that initial parameters, the order of images and the negatives come from.</summary>
    public long Seed { get; internal init; }

    /// <summary>How a label is written into an image.</summary>
    public ILabelEmbedding LabelEmbedding { get; internal init; } = null!;

    /// <summary>How negatives are made.</summary>
    public INegativeSampler Negatives { get; internal init; } = null!;

    /// <summary>How a layer's response is measured.</summary>
    public IGoodness Goodness { get; internal init; } = null!;

    /// <summary>What each layer minimises.</summary>
    public IContrastiveLoss Loss { get; internal init; } = null!;

    /// <summary>Creates the modulation of one layer.</summary>
    public Func<IModulation> Modulation { get; internal init; } = null!;

    /// <summary>What other layers add to a layer's goodness.</summary>
    public ICollaboration Collaboration { get; internal init; } = null!;

    /// <summary>How each layer rescales its input.</summary>
    public INormalisation InputNormalisation { get; internal init; } = null!;

    /// <summary>In which numbers dense layers multiply.</summary>
    public ComputePrecision Precision { get; internal init; }

    /// <summary>The settings of each layer's optimizer.</summary>
    public AdamOptions Optimizer { get; internal init; } = null!;

    /// <summary>Which layers' goodness is summed to score a label.</summary>
    public Range ScoringLayers { get; internal init; }

    /// <summary>The softmax head that learns along with the layers, or null for none.</summary>
    public SoftmaxHeadOptions? SoftmaxHead { get; internal init; }

    /// <summary>How the class of an image is named.</summary>
    public PredictionMethod Prediction { get; internal init; }

    /// <summary>How the two views of an image are made, for layers that learn from such.</summary>
    public Augmentation Augmentation { get; internal init; } = null!;

    /// <summary>The layers, from the input on.</summary>
    public ImmutableArray<LayerDefinition> Layers { get; internal init; }

    /// <summary>What rows the layers learn from: all of them the same.</summary>
    public TrainingExamples LearnsFrom => Layers[0].LearnsFrom;

    /// <summary>Whether every layer's goodness can tell classes apart.</summary>
    public bool ScoresClasses => Layers.All(layer => layer.ScoresClasses) && (LearnsFrom != TrainingExamples.PositivesAndNegatives || LabelEmbedding.CarriesLabel);

    /// <summary>The network in one line.</summary>
    /// <returns>Such as "1×28×28 → Dense 500 → Dense 500, 10 classes".</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Input} → {string.Join(" → ", Layers.Select(layer => layer.Name))}, {Classes} classes");
}
