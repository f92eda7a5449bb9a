using ForwardForward.Runtime;

namespace ForwardForward;

/// <summary>How the two views of an image are compared within a layer.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ViewContrastOptions
{
    /// <summary>
    /// The numbers that the layer's activations are projected to for the comparison, at least 1; the projection is learned with the layer.
    /// </summary>
    /// <value>The default is 64.</value>
    public int Dimensions { get; init => field = Require.AtLeast(1, value, nameof(Dimensions)); } = 64;

    /// <summary>T, what the similarities are divided by; positive.</summary>
    /// <value>The default is 0.2.</value>
    public double Temperature { get; init => field = Require.Positive(value, nameof(Temperature)); } = 0.2;

    /// <summary>
    /// The side of the grid that maps are averaged to before they are projected, at least 1. It has no effect after a dense layer.
    /// </summary>
    /// <value>The default is 4.</value>
    public int Grid { get; init => field = Require.AtLeast(1, value, nameof(Grid)); } = 4;
}
