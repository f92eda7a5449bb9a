using ForwardForward.Extensibility;

namespace ForwardForward.PluginTests;

/// <summary>A dense layer of a user's own, with every means that a built-in one has.</summary>
internal sealed class ClosedFormDefinition(int units) : LayerDefinition
{
    public int Units => units;

    /// <summary>Whether large batches go through the layer in micro-batches.</summary>
    public bool RowByRow { get; init; } = true;

    /// <summary>Whether one product serves all labels that an image shows.</summary>
    public bool SharesImages { get; init; } = true;

    public override string Name => $"Closed form {Units}";

    public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [Units];

    public override LocalLayer Create(LayerContext context) => new ClosedFormLayer(this, context);
}
