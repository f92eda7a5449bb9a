using System.Text.Json.Serialization;
using ForwardForward.Extensibility;

namespace ForwardForward;

/// <summary>The definition of a layer in a network: its kind and its settings, without parameters.</summary>
/// <remarks>
/// Immutable. A layer kind of your own is a class that derives from this one, and joins with <c>AddLayer</c>.
/// A file keeps its public properties, but those that <see cref="JsonIgnoreAttribute"/> marks. Whole definitions of networks
/// compare by value; single layers do not.
/// </remarks>
public abstract class LayerDefinition
{
    /// <summary>What the layer is called in tables and messages, such as "Dense 500".</summary>
    [JsonIgnore]
    public abstract string Name { get; }

    /// <summary>What rows a layer of this kind learns from.</summary>
    /// <value>By default positives and negatives.</value>
    [JsonIgnore]
    public virtual TrainingExamples LearnsFrom => TrainingExamples.PositivesAndNegatives;

    /// <summary>
    /// Whether the layer's goodness can tell classes apart: one number a class, or the goodness of an image that shows a label.
    /// </summary>
    /// <value>
    /// By default true, but for layers that learn from two views. Return false where a layer learns without labels: its network predicts by
    /// a softmax head.
    /// </value>
    [JsonIgnore]
    public virtual bool ScoresClasses => LearnsFrom != TrainingExamples.TwoViews;

    internal bool LearnsFromPairs => LearnsFrom == TrainingExamples.PositivesAndNegatives;

    internal bool LearnsFromViews => LearnsFrom == TrainingExamples.TwoViews;

    /// <summary>
    /// Whether the layer rescales its input by <see cref="LayerContext.InputNormalisation"/>. The builder refuses
    /// <c>WithInputNormalisation</c> where no layer does.
    /// </summary>
    /// <value>By default true.</value>
    [JsonIgnore]
    public virtual bool ReadsInputNormalisation => true;

    /// <summary>
    /// Whether the layer multiplies in <see cref="LayerContext.Precision"/>. The builder refuses <c>WithPrecision</c> where no layer does.
    /// </summary>
    /// <value>By default true.</value>
    [JsonIgnore]
    public virtual bool ReadsPrecision => true;

    /// <summary>The shape of one output sample.</summary>
    /// <param name="inputShape">The shape of one input sample, without the batch.</param>
    /// <returns>The shape of one output sample, without the batch.</returns>
    public abstract IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape);

    /// <summary>Creates the layer with fresh parameters.</summary>
    /// <param name="context">The input's shape, the objective, the generator and the device.</param>
    /// <returns>A new layer, independent of all others.</returns>
    public abstract LocalLayer Create(LayerContext context);

    /// <summary>Says why the layer cannot stand where it was put, or null where it can. Asked when the network is built.</summary>
    /// <param name="inputShape">The shape of one input sample, without the batch.</param>
    /// <param name="classes">The number of classes.</param>
    /// <returns>What is wrong and what to do, or null.</returns>
    public virtual string? FindProblem(IReadOnlyList<long> inputShape, int classes) => null;
}
