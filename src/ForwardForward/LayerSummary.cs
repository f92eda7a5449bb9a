using ForwardForward.Extensibility;

namespace ForwardForward;

/// <summary>What a layer gives, what it learns and what it costs; a softmax head counts as one. Immutable.</summary>
public sealed class LayerSummary
{
    internal LayerSummary(
        string name, string kind, IReadOnlyList<long> outputShape, long parameters, long objectiveParameters,
        double? floatingPointOperations)
    {
        Name = name;
        Kind = kind;
        OutputShape = outputShape;
        Parameters = parameters;
        ObjectiveParameters = objectiveParameters;
        FloatingPointOperations = floatingPointOperations;
    }

    /// <summary>What the layer is called, such as "Dense 500".</summary>
    public string Name { get; }

    /// <summary>The type of its definition without the ending, such as "ConvolutionProjection" or "Dense".</summary>
    public string Kind { get; }

    /// <summary>The shape of what it makes of one image, without the batch.</summary>
    public IReadOnlyList<long> OutputShape { get; }

    /// <summary>How many numbers it learns, those of its objective among them.</summary>
    public long Parameters { get; }

    /// <summary>
    /// How many of <see cref="Parameters"/> are its objective's: a projection on the classes or of views, a modulation's scale.
    /// </summary>
    public long ObjectiveParameters { get; }

    /// <summary>
    /// How many floating-point operations it takes for one image, its objective's goodness among them; null where the layer or its
    /// objective does not say. <see cref="NetworkSummary"/> says how they are counted.
    /// </summary>
    public double? FloatingPointOperations { get; }

    internal static LayerSummary Of(LayerDefinition definition, LocalLayer layer, IReadOnlyList<long> outputShape) => new(
        layer.Name, KindOf(definition.GetType()), [.. outputShape], Count(layer.Parameters), Count(layer.Objective.Parameters),
        layer.FloatingPointOperations + layer.Objective.FloatingPointOperations);

    internal static LayerSummary Of(SoftmaxHead head, int classes) =>
        new("Softmax head", nameof(SoftmaxHead), [classes], Count(head.Parameters), 0, head.FloatingPointOperations);

    private static long Count(IEnumerable<NamedTensor> tensors) => tensors.Sum(tensor => tensor.Value.numel());

    private static string KindOf(Type definition)
    {
        string name = definition.Name.Split('`')[0];
        foreach (string ending in new[] { nameof(LayerDefinition), "Definition" })
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
                return name[..^ending.Length];
        return name;
    }
}
