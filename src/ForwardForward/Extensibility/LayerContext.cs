using ForwardForward.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Extensibility;

/// <summary>What the builder hands to a layer that is being created.</summary>
public sealed class LayerContext
{
    /// <summary>
    /// The shape of one input sample, without the batch: <c>[channels, height, width]</c> for images, <c>[units]</c> after a dense layer.
    /// </summary>
    /// <exception cref="ArgumentException">A length is below 1.</exception>
    public required IReadOnlyList<long> InputShape { get; init => field = Require.Shape(value, nameof(InputShape)); }

    /// <summary>The shape of one output sample of the layer above, without the batch; null for the last layer.</summary>
    /// <value>The default is null: the last layer.</value>
    public IReadOnlyList<long>? ShapeAbove { get; init; }

    /// <summary>The number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Creates the network's objective, for a layer that has none of its own; the layer takes it over.</summary>
    public required Func<LocalObjective> CreateObjective { get; init; }

    /// <summary>How the layer rescales its input before anything else.</summary>
    public required INormalisation InputNormalisation { get; init; }

    /// <summary>
    /// Whether the input is rows of a table, whose mean and length can tell classes apart. A layer that normalises each row, as suits
    /// images and activations, should leave rows of a table as they are.
    /// </summary>
    /// <value>The default is false. It is true of the first layer of a network that learns from a table.</value>
    public bool ReadsTable { get; init; }

    /// <summary>In which numbers the layer multiplies, if it is dense or convolves.</summary>
    /// <value>The default is <see cref="ComputePrecision.Full"/>.</value>
    public ComputePrecision Precision { get; init; }

    /// <summary>The settings of the layer's own optimizer.</summary>
    public required AdamOptions Optimizer { get; init; }

    /// <summary>Where the parameters live.</summary>
    public required Device Device { get; init; }

    /// <summary>First values of parameters and buffers, drawn, or to come from a file.</summary>
    public required InitialValues InitialValues { get; init; }

    /// <summary>What a layer does to its input that standardises each sample, but for rows of a table.</summary>
    internal INormalisation StandardiseSamples(int groups = 1) =>
        ReadsTable ? new NoNormalisation() : new StandardiseNormalisation(groups);
}
